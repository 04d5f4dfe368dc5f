-- A recommendation of a card that a merge leaves behind.
-- :friend_client_id text
delete from loyalty_referral where friend_client_id = :friend_client_id
