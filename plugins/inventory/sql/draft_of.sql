-- The draft of a branch and supplier that more may be added to ('' = of nobody in particular).
-- :branch_id text · :supplier_id text
-- one
-- row Order
select order_id, number, branch_id, store_id, supplier_id, state, automatic, note, expected_day, created_at, updated_at
from inventory_order
where branch_id = :branch_id and coalesce(supplier_id, '') = :supplier_id and state = 'draft'
order by created_at limit 1
