-- R-C4.
-- :to_id text · :from_id text
update loyalty_referral set friend_client_id = :to_id where friend_client_id = :from_id
