-- Breaks inside shifts.
select shift_break_id, shift_id, staff_id, start_at, end_at from salon_shift_break
