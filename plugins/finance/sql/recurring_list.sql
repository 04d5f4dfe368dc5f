-- Costs that come every month, the next one first.
-- row Recurring
select recurring_id, branch_id, name, category, account, counterparty_id, amount_minor, day_of_month, next_day
from finance_recurring where archived_at is null order by next_day, name, recurring_id
