-- How many people still work in this branch.
-- :branch_id text
-- one
select count(*) as staff from salon_staff where branch_id = :branch_id and archived_at is null
