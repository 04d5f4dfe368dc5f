-- A branch that was put away: its bills are still bills.
-- :branch_id text
-- one
-- row Branch
select branch_id, name, timezone from x_salon_branch where branch_id = :branch_id and archived_at is not null
