-- Paid, released or given up.
-- :bill_id text
delete from loyalty_reservation where bill_id = :bill_id
