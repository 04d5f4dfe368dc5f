-- Other times for a shift.
-- :branch_id text · :day text · :start_at bigint · :end_at bigint · :shift_id text
update salon_shift set branch_id = :branch_id, day = :day, start_at = :start_at, end_at = :end_at where shift_id = :shift_id
