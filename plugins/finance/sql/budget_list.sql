-- Plans of a month.
-- :period text · :branch_id text?
-- row Budget
select branch_id, subject, coalesce(sum(plan_minor), 0) as plan_minor from finance_budget
where period = :period and (:branch_id is null or branch_id = :branch_id) group by branch_id, subject order by subject, branch_id
