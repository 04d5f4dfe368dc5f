-- Holidays from a day on.
-- :from_day text
select h.holiday_id, h.day, h.branch_id, b.name as branch_name, h.name
from salon_holiday h
left join salon_branch b on b.branch_id = h.branch_id
where h.day >= :from_day
order by h.day, h.name
limit 200
