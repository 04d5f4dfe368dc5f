-- What the goods sold on these bills had cost; a good that came back came back at its cost.
-- :from text · :to text · :branch_id text?
-- row WorkGoods
select u.staff_id, u.item_id, coalesce(sum(u.cost_minor), 0) as cost_minor
from finance_bill b join x_inventory_usage u on u.bill_id = b.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid', 'refunded')
group by u.staff_id, u.item_id
