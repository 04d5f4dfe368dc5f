-- One order.
-- :order_id text
-- one
-- row Order
select order_id, number, branch_id, store_id, supplier_id, state, automatic, note, expected_day, created_at, updated_at
from inventory_order where order_id = :order_id
