-- A bill holds nothing more.
-- :bill_id text
delete from inventory_reservation where bill_id = :bill_id
