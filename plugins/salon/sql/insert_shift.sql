-- A shift.
-- :shift_id text · :staff_id text · :branch_id text · :day text · :start_at bigint · :end_at bigint · :now bigint
insert into salon_shift (shift_id, staff_id, branch_id, day, start_at, end_at, created_at)
values (:shift_id, :staff_id, :branch_id, :day, :start_at, :end_at, :now)
