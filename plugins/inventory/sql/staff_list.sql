-- Who could have a box of their own.
-- :branch_id text
select staff_id, display_name from x_salon_staff where branch_id = :branch_id and archived_at is null order by position, display_name
