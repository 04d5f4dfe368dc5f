-- Rules of a branch that still hold.
-- :branch_id text
-- row Recurring
select recurring_id, branch_id, name, direction, category, account, amount_minor, every, on_day, from_day, until_day
from finance_recurring where branch_id = :branch_id and archived_at is null order by name, recurring_id
