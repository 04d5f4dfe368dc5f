-- What the drafts of a branch have on them.
-- :branch_id text
select l.item_id, l.order_id
from inventory_order_line l
join inventory_order o on o.order_id = l.order_id
where o.branch_id = :branch_id and o.state = 'draft'
