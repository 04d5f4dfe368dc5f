-- R-C4.
-- :to_id text? · :from_id text
update loyalty_code_use set client_id = :to_id where client_id = :from_id
