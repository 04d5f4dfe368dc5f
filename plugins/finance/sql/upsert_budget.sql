-- A plan, or another one in its place.
-- :budget_id text · :period text · :branch_id text · :subject text · :plan_minor bigint · :now bigint
insert into finance_budget (budget_id, period, branch_id, subject, plan_minor, updated_at)
values (:budget_id, :period, :branch_id, :subject, :plan_minor, :now)
on conflict (period, branch_id, subject) do update set plan_minor = excluded.plan_minor, updated_at = excluded.updated_at
