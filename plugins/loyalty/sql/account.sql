-- A client's card.
-- :client_id text
-- one
-- row Account
select client_id, card_code, tier, tier_since, short_since, debt_points, joined_at from loyalty_account where client_id = :client_id
