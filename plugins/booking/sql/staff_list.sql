-- Everybody who works in a branch.
-- :branch_id text
-- row Staff
select staff_id, account_id, display_name, first_name, job_title_uz, job_title_ru, job_title_en, color, position
from x_salon_staff
where branch_id = :branch_id and archived_at is null
order by position, display_name
