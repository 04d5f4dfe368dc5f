-- The phone of a member of staff; apart from the rest, since not everyone who may edit a card may see it.
-- :phone text? · :staff_id text
update salon_staff set phone = :phone where staff_id = :staff_id
