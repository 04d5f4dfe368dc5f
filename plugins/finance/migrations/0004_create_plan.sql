-- What is expected: costs that come every month, and budgets (R-F5).
create table finance_recurring (
  recurring_id text primary key,
  branch_id text not null,
  name text not null,
  category text not null,
  account text not null,
  counterparty_id text,
  amount_minor bigint not null,
  -- 1 to 31; a shorter month pays on its last day.
  day_of_month bigint not null,
  -- The day it is due next.
  next_day text not null,
  archived_at bigint,
  created_at bigint not null,
  constraint finance_recurring_amount check (amount_minor > 0),
  constraint finance_recurring_day check (day_of_month >= 1 and day_of_month <= 31)
);
create index finance_recurring_next on finance_recurring (next_day);

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

-- What a provider says it took and paid out, to hold against what the desks took.
create table finance_statement_line (
  statement_line_id text primary key,
  provider text not null,
  -- The provider's own number: the same line sent twice is one line.
  reference text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  day text not null,
  imported_at bigint not null,
  constraint finance_statement_line_once unique (provider, reference)
);
create index finance_statement_line_day on finance_statement_line (provider, day);
