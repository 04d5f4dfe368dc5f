-- R-I2: other stores of a branch that have issued an item without having it.
-- :item_id text · :branch_id text · :store_id text
-- one
select count(*) as stores
from inventory_layer y
join inventory_store s on s.store_id = y.store_id
where y.item_id = :item_id and s.branch_id = :branch_id and y.store_id <> :store_id and y.quantity_milli < 0
