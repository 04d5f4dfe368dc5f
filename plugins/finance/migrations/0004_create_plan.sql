-- Plans of a month (R-F5).
create table finance_budget (
  budget_id text primary key,
  period text not null,
  branch_id text not null,
  -- `revenue`, `cost.goods` or an expense category.
  subject text not null,
  plan_minor bigint not null,
  updated_at bigint not null,
  constraint finance_budget_once unique (period, branch_id, subject),
  constraint finance_budget_plan check (plan_minor >= 0)
);
