-- One member of staff.
-- :staff_id text
-- one
select f.staff_id, f.account_id, f.first_name, f.last_name, f.display_name, f.job_title_uz, f.job_title_ru, f.job_title_en, f.grade,
  f.branch_id, b.name as branch_name, b.timezone, f.color, f.position, f.phone, f.code, f.created_at, f.archived_at
from salon_staff f
join salon_branch b on b.branch_id = f.branch_id
where f.staff_id = :staff_id
