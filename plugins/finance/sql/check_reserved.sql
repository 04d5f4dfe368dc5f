-- Goods of which the stores hold more for bills than the bills that are under way ask for.
-- row CheckReserved
select b.item_id, coalesce(sum(b.reserved_milli), 0) as reserved_milli
from x_inventory_balance b
where b.reserved_milli <> 0
group by b.item_id
having sum(b.reserved_milli) * 1000 > coalesce((
  select sum(l.quantity_milli * i.package_milli)
  from finance_bill f
  join finance_bill_line l on l.bill_id = f.bill_id and l.kind = 'product'
  join x_inventory_item i on i.item_id = l.subject
  where f.state = 'open' and i.item_id = b.item_id
), 0)
order by b.item_id limit 20
