-- The card that an imported list's code belongs to.
-- :code text
-- one
-- row StaffFound
select staff_id, first_name, last_name, job_title_ru, branch_id, phone from salon_staff where code = :code
