-- Staff without their phones, which are nobody else's business.
select staff_id, account_id, display_name, first_name, last_name,
  job_title_uz, job_title_ru, job_title_en, grade, branch_id, color, code, position, archived_at
from salon_staff
