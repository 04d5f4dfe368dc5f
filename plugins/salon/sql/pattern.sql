-- The rhythm of a member of staff.
-- :staff_id text
-- one
select rhythm, anchor_day, start_minute, end_minute, break_start_minute, break_minutes from salon_pattern where staff_id = :staff_id
