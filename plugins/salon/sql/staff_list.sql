-- Staff by branch and order, archived or not; with how many services each can do.
-- :archived boolean
select f.staff_id, f.account_id, f.first_name, f.last_name, f.display_name, f.job_title_uz, f.job_title_ru, f.job_title_en, f.grade,
  f.branch_id, b.name as branch_name, f.color, f.position, f.archived_at,
  (select count(*) from salon_staff_service k where k.staff_id = f.staff_id) as skills
from salon_staff f
join salon_branch b on b.branch_id = f.branch_id
where (f.archived_at is not null) = :archived
order by b.position, f.position, f.display_name
