-- R-L2.
-- :tier text · :day text · :short_since text? · :now bigint · :client_id text
update loyalty_account set tier_since = case when tier = :tier then tier_since else :day end, tier = :tier,
  short_since = :short_since, updated_at = :now
where client_id = :client_id
