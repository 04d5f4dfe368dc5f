-- A recommendation.
-- :friend_client_id text · :referrer_client_id text · :state text · :reason text? · :day text · :now bigint
-- try
insert into loyalty_referral (friend_client_id, referrer_client_id, state, reason, bill_id, friend_lot_id, referrer_lot_id, day, at)
values (:friend_client_id, :referrer_client_id, :state, :reason, null, null, null, :day, :now)
