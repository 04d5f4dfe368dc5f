-- What became of it.
-- :state text · :reason text? · :bill_id text? · :friend_lot_id text? · :referrer_lot_id text? · :friend_client_id text
update loyalty_referral set state = :state, reason = :reason, bill_id = :bill_id, friend_lot_id = :friend_lot_id, referrer_lot_id = :referrer_lot_id
where friend_client_id = :friend_client_id
