-- R-C5: its own 12 months.
-- :to_id text · :from_id text · :merge_id text
update loyalty_payment set client_id = :to_id
where client_id = :from_id
  and payment_id in (select part_id from loyalty_merge_part where merge_id = :merge_id and kind = 'payment')
