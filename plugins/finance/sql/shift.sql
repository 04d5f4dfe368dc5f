-- A shift.
-- :shift_id text
-- one
-- row Shift
select shift_id, desk_id, branch_id, number, day, state, opening_minor, opened_at, opened_by, opened_by_name, reopens, expected_minor,
  counted_minor, difference_minor, note, closed_at, closed_by, closed_by_name
from finance_shift where shift_id = :shift_id
