-- One rule.
-- :recurring_id text
-- row Recurring
-- one
select recurring_id, branch_id, name, direction, category, account, amount_minor, every, on_day, from_day, until_day
from finance_recurring where recurring_id = :recurring_id and archived_at is null
