-- One merge, to be taken back.
-- :merge_id text
-- one
select client_id, merged_client_id, before, merged_before, after, merged_at, unmerged_at from clients_merge where merge_id = :merge_id
