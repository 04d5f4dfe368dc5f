-- Where goods lie.
select store_id, branch_id, staff_id, kind, name
from inventory_store
where archived_at is null
