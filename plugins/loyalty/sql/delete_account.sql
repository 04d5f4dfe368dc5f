-- The card that a merge leaves behind.
-- :client_id text
delete from loyalty_account where client_id = :client_id
