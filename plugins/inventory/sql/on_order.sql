-- What is ordered for a branch and has not come.
-- :branch_id text
select l.item_id, coalesce(sum(greatest(l.quantity_milli - l.received_milli, 0)), 0) as quantity_milli
from inventory_order_line l
join inventory_order o on o.order_id = l.order_id
where o.branch_id = :branch_id and o.state in ('ordered', 'part')
group by l.item_id
