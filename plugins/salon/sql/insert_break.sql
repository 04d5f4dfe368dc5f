-- A break inside a shift.
-- :shift_break_id text · :shift_id text · :staff_id text · :start_at bigint · :end_at bigint
insert into salon_shift_break (shift_break_id, shift_id, staff_id, start_at, end_at)
values (:shift_break_id, :shift_id, :staff_id, :start_at, :end_at)
