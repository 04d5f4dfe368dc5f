-- The card of a person in a branch, for lists without codes.
-- :first_name text · :last_name text · :branch_id text
-- row StaffFound
select staff_id, first_name, last_name, job_title_ru, branch_id, phone
from salon_staff
where first_name = :first_name and last_name = :last_name and branch_id = :branch_id
order by created_at, staff_id
limit 1
