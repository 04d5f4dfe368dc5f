-- Orders of a branch, those that wait for somebody first, then the newest.
-- :branch_id text · :limit bigint · :offset bigint
-- row Order
select order_id, number, branch_id, store_id, supplier_id, state, automatic, note, expected_day, created_at, updated_at
from inventory_order where branch_id = :branch_id
order by case state when 'draft' then 0 when 'part' then 1 when 'ordered' then 2 when 'received' then 3 else 4 end, created_at desc, order_id
limit :limit offset :offset
