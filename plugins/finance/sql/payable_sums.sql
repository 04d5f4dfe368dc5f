-- How many suppliers a branch owes something, what in all, and what of it came before `cut`.
-- :branch_id text · :cut text
-- one
with owed as (
  select coalesce(counterparty_id, '') as party, -coalesce(sum(amount_minor), 0) as owed_minor from finance_entry_line
  where account = 'payable' and branch_id = :branch_id group by coalesce(counterparty_id, '') having sum(amount_minor) <> 0),
came as (
  select coalesce(counterparty_id, '') as party, day, -amount_minor as came_minor,
    sum(-amount_minor) over (partition by coalesce(counterparty_id, '') order by day desc, entry_line_id desc) as run_minor
  from finance_entry_line where account = 'payable' and branch_id = :branch_id and amount_minor < 0)
select count(*) as parties, coalesce(sum(owed_minor), 0) as owed_minor,
  coalesce(sum(case when owed_minor > recent_minor then owed_minor - recent_minor else 0 end), 0) as overdue_minor
from (select o.owed_minor, coalesce((select sum(c.came_minor) from came c where c.party = o.party and c.day >= :cut), 0) as recent_minor
  from owed o) sums
