-- Where a member of staff works.
-- :staff_id text
-- one
select staff_id, branch_id from x_salon_staff where staff_id = :staff_id and archived_at is null
