-- Rhythms of everyone who works here, with the last day that has a shift.
select p.staff_id, p.rhythm, p.anchor_day, p.start_minute, p.end_minute, p.break_start_minute, p.break_minutes,
  f.branch_id, b.timezone, (select max(h.day) from salon_shift h where h.staff_id = p.staff_id) as last_day
from salon_pattern p
join salon_staff f on f.staff_id = p.staff_id and f.archived_at is null
join salon_branch b on b.branch_id = f.branch_id
order by p.staff_id
