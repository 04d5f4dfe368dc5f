-- Breaks inside those shifts.
-- :staff_ids list of text · :from_day text · :to_day text (inclusive) · :branch_id text
-- row Pause
select b.staff_id, b.start_at, b.end_at
from x_salon_shift s
join x_salon_shift_break b on b.shift_id = s.shift_id
where s.staff_id in (:staff_ids) and s.day >= :from_day and s.day <= :to_day and s.branch_id = :branch_id
order by b.staff_id, b.start_at
