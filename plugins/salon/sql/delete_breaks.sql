-- Removes the breaks of a shift.
-- :shift_id text
delete from salon_shift_break where shift_id = :shift_id
