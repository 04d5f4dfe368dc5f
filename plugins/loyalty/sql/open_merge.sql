-- Where a card went, if it was merged and is not home again.
-- :merged_client_id text
-- one
select merge_id, client_id, card_code, tier, tier_since, short_since from loyalty_merge
where merged_client_id = :merged_client_id and undone_at is null
