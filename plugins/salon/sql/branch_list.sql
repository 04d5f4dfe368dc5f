-- Branches in their order, archived ones last.
-- row BranchRow
select branch_id, name, timezone, address, phone, position, archived_at
from salon_branch
order by case when archived_at is null then 0 else 1 end, position, name
