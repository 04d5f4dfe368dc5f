-- Who works now or later today.
-- :day text · :now bigint
select h.start_at, h.end_at, f.staff_id, f.display_name, f.job_title_uz, f.job_title_ru, f.job_title_en, b.name as branch_name
from salon_shift h
join salon_staff f on f.staff_id = h.staff_id
join salon_branch b on b.branch_id = h.branch_id
where h.day = :day and h.end_at > :now
order by h.start_at, f.position
limit 12
