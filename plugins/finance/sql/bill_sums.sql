-- How many bills of some days there are, and what they sum to.
-- :branch_id text · :from text · :to text · :state text?
-- one
select count(*) as bills, coalesce(sum(paid_minor), 0) as paid_minor, coalesce(sum(debt_minor), 0) as debt_minor
from finance_bill where branch_id = :branch_id and day >= :from and day <= :to and (:state is null or state = :state)
