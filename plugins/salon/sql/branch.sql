-- One branch.
-- :branch_id text
-- row BranchRow
-- one
select branch_id, name, timezone, address, phone, position, archived_at from salon_branch where branch_id = :branch_id
