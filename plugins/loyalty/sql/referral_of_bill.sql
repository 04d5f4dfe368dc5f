-- The recommendation that a first paid bill rewarded.
-- :bill_id text
-- one
select friend_client_id, referrer_client_id, friend_lot_id, referrer_lot_id from loyalty_referral where bill_id = :bill_id and state = 'rewarded'
