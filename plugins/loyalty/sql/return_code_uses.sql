-- R-C5.
-- :to_id text · :from_id text · :merge_id text
update loyalty_code_use set client_id = :to_id
where client_id = :from_id
  and bill_id in (select part_id from loyalty_merge_part where merge_id = :merge_id and kind = 'code_use')
