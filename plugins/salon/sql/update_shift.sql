-- Other times for a shift.
-- :shift_id text · :branch_id text · :day text · :start_at bigint · :end_at bigint
update salon_shift set branch_id = :branch_id, day = :day, start_at = :start_at, end_at = :end_at where shift_id = :shift_id
