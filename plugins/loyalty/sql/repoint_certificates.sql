-- R-C4.
-- :to_id text? · :now bigint · :from_id text
update loyalty_certificate set client_id = :to_id, updated_at = :now where client_id = :from_id
