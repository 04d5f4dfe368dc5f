-- Some members of staff, whatever their branch.
-- :staff_ids list of text
-- row Staff
select staff_id, account_id, display_name, first_name, job_title_uz, job_title_ru, job_title_en, color, position
from x_salon_staff
where staff_id in (:staff_ids)
order by position, display_name
