-- R-C5.
-- :to_id text · :now bigint · :from_id text · :merge_id text
update loyalty_membership set client_id = :to_id, updated_at = :now
where client_id = :from_id
  and membership_id in (select part_id from loyalty_merge_part where merge_id = :merge_id and kind = 'membership')
