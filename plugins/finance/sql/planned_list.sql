-- Settled payments of rules since a day, and single ones that are not settled.
-- :branch_id text · :from text · :to text
-- row Planned
select planned_id, recurring_id, branch_id, day, name, direction, category, account, amount_minor, state
from finance_planned where branch_id = :branch_id and (day >= :from or state = 'planned') and day <= :to order by day, planned_id limit 1000
