-- Shifts.
select shift_id, staff_id, branch_id, day, start_at, end_at from salon_shift
