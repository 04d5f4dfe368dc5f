-- One payment.
-- :planned_id text
-- row Planned
-- one
select planned_id, recurring_id, branch_id, day, name, direction, category, account, amount_minor, state
from finance_planned where planned_id = :planned_id
