-- R-C5: a merge, with the card that goes as it was.
-- :merge_id text · :client_id text · :merged_client_id text · :card_code text? · :tier text? · :tier_since text? · :short_since text? · :at bigint
insert into loyalty_merge (merge_id, client_id, merged_client_id, card_code, tier, tier_since, short_since, at, undone_at)
values (:merge_id, :client_id, :merged_client_id, :card_code, :tier, :tier_since, :short_since, :at, null)
