-- The merge was taken back.
-- :now bigint · :person_name text? · :merge_id text
update clients_merge set unmerged_at = :now, unmerged_by = :person_name where merge_id = :merge_id
