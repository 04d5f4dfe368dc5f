-- R-C4: the counts of the card that is left behind.
-- :client_id text
delete from loyalty_code_client where client_id = :client_id
