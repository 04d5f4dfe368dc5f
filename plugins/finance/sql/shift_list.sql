-- Shifts of a branch, the newest first, from behind one of them on.
-- :branch_id text · :before bigint · :behind text · :limit bigint
-- row Shift
select shift_id, desk_id, branch_id, number, day, state, opening_minor, opened_at, opened_by, opened_by_name, reopens, expected_minor,
  counted_minor, difference_minor, note, closed_at, closed_by, closed_by_name
from finance_shift where branch_id = :branch_id
  and (opened_at < :before or (opened_at = :before and shift_id > :behind))
order by opened_at desc, shift_id limit :limit
