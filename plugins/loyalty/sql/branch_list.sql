-- Branches in use.
-- row Branch
select branch_id, name, timezone, archived_at from x_salon_branch order by position, name
