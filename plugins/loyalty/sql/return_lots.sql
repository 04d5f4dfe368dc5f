-- R-C5.
-- :to_id text · :from_id text · :merge_id text
update loyalty_lot set client_id = :to_id
where client_id = :from_id and points_held = 0
  and lot_id in (select part_id from loyalty_merge_part where merge_id = :merge_id and kind = 'lot')
