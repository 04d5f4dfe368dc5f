-- A card for a client who has none.
-- :client_id text · :card_code text · :tier text · :day text · :now bigint
insert into loyalty_account (client_id, card_code, tier, tier_since, short_since, debt_points, joined_at, updated_at)
values (:client_id, :card_code, :tier, :day, null, 0, :now, :now)
on conflict (client_id) do nothing
