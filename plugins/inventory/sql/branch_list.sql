-- Branches at work.
-- row Branch
select branch_id, name, timezone from x_salon_branch where archived_at is null order by position, name
