-- Who works where.
-- row Staff
select staff_id, display_name, branch_id, account_id, archived_at from x_salon_staff order by position, staff_id
