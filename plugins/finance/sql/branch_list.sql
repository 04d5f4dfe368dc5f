-- Branches, in their order.
-- row Branch
select branch_id, name, timezone from x_salon_branch where archived_at is null order by position, branch_id
