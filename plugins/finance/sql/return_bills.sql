-- R-C5: bills go home with their card.
-- :to_id text · :now bigint · :from_id text · :merge_id text
update finance_bill set client_id = :to_id, updated_at = :now
where client_id = :from_id and bill_id in (select part_id from finance_merge_part where merge_id = :merge_id and kind = 'bill')
