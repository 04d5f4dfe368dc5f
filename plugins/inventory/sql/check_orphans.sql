-- Movements of items or stores without a balance.
select count(*) as faults
from inventory_movement m
left join inventory_balance b on b.item_id = m.item_id and b.store_id = m.store_id
where b.item_id is null
