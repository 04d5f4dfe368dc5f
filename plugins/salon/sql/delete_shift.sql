-- Removes a shift; its breaks go first.
-- :shift_id text
delete from salon_shift where shift_id = :shift_id
returning staff_id, day
