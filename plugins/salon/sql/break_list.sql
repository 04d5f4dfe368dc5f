-- Breaks of the shifts of some days.
-- :from_day text · :to_day text (inclusive)
select k.shift_break_id, k.shift_id, k.start_at, k.end_at
from salon_shift_break k
join salon_shift h on h.shift_id = k.shift_id
where h.day >= :from_day and h.day <= :to_day
order by k.shift_id, k.start_at
