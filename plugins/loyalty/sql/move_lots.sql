-- R-C4: lots move unchanged.
-- :to_id text · :from_id text
update loyalty_lot set client_id = :to_id where client_id = :from_id
