-- Removes a person's shifts from a day on; a new rhythm takes their place.
-- :staff_id text · :from_day text
delete from salon_shift where staff_id = :staff_id and day >= :from_day
