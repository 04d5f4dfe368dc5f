-- Two cards became one: bills follow the one that stays.
-- :client_id text · :now bigint · :merged_client_id text
update finance_bill set client_id = :client_id, updated_at = :now where client_id = :merged_client_id
