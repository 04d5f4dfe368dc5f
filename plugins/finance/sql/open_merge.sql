-- Where a card went, if it was merged and is not home again.
-- :merged_client_id text
-- one
select merge_id, client_id, at from finance_merge where merged_client_id = :merged_client_id and undone_at is null
