-- R-F2: what a branch owes each supplier, the largest first. What was paid went for the oldest goods, so `since_day` is the
-- day of the oldest that is not paid, and of what came since `cut` nothing is overdue. Without a party: receipts that name
-- no supplier.
-- :branch_id text · :cut text · :limit bigint · :offset bigint
with owed as (
  select coalesce(counterparty_id, '') as party, -coalesce(sum(amount_minor), 0) as owed_minor from finance_entry_line
  where account = 'payable' and branch_id = :branch_id group by coalesce(counterparty_id, '') having sum(amount_minor) <> 0),
came as (
  select coalesce(counterparty_id, '') as party, day, -amount_minor as came_minor,
    sum(-amount_minor) over (partition by coalesce(counterparty_id, '') order by day desc, entry_line_id desc) as run_minor
  from finance_entry_line where account = 'payable' and branch_id = :branch_id and amount_minor < 0)
select o.party, coalesce(s.name, f.name) as name, o.owed_minor,
  (select min(c.day) from came c where c.party = o.party and c.run_minor - c.came_minor < o.owed_minor) as since_day,
  coalesce((select sum(c.came_minor) from came c where c.party = o.party and c.day >= :cut), 0) as recent_minor
from owed o left join finance_counterparty f on f.counterparty_id = o.party left join x_inventory_supplier s on s.supplier_id = o.party
order by o.owed_minor desc, o.party limit :limit offset :offset
