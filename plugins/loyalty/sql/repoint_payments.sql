-- R-C4: the joint 12 months.
-- :to_id text? · :from_id text
update loyalty_payment set client_id = :to_id where client_id = :from_id
