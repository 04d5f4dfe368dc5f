-- What a bill holds.
-- :bill_id text
-- row Reservation
select line_id, bill_id, item_id, store_id, quantity_milli from inventory_reservation where bill_id = :bill_id order by line_id
