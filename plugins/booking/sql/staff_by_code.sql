-- Everybody, by the code or name that lists use.
select staff_id, branch_id, code, display_name, first_name, last_name from x_salon_staff
