-- R-C4: open bills follow.
-- :to_id text? · :from_id text
update loyalty_reservation set client_id = :to_id where client_id = :from_id
