-- Where a branch is.
-- :branch_id text
-- one
select name, address, phone from x_salon_branch where branch_id = :branch_id
