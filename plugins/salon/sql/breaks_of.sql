-- Breaks of one shift.
-- :shift_id text
select shift_break_id, start_at, end_at from salon_shift_break where shift_id = :shift_id order by start_at
