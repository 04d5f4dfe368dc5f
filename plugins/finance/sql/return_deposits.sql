-- R-C5: deposits go home with their card.
-- :to_id text · :now bigint · :from_id text · :merge_id text
update finance_deposit set client_id = :to_id, updated_at = :now
where client_id = :from_id and appointment_id in (select part_id from finance_merge_part where merge_id = :merge_id and kind = 'deposit')
