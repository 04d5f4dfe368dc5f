-- One of them.
-- :recurring_id text
-- one
-- row Recurring
select recurring_id, branch_id, name, category, account, counterparty_id, amount_minor, day_of_month, next_day
from finance_recurring where recurring_id = :recurring_id and archived_at is null
