-- Who recommended this client.
-- :friend_client_id text
-- one
select friend_client_id, referrer_client_id, state, reason, bill_id, friend_lot_id, referrer_lot_id from loyalty_referral where friend_client_id = :friend_client_id
