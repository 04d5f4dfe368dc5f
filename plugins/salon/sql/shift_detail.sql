-- One shift with its person and zone.
-- :shift_id text
-- one
select h.shift_id, h.staff_id, h.branch_id, h.day, h.start_at, h.end_at, f.display_name, b.timezone
from salon_shift h
join salon_staff f on f.staff_id = h.staff_id
join salon_branch b on b.branch_id = h.branch_id
where h.shift_id = :shift_id
