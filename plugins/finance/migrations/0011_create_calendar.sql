-- What will have to be paid or will come in: rules that repeat (rent on the 5th), and single payments. A rule's payments
-- are worked out from the rule; a row exists only for what was settled, or stands alone.
create table finance_recurring (
  recurring_id text primary key,
  branch_id text not null,
  name text not null,
  -- out (a cost) or in.
  direction text not null,
  category text not null,
  -- Where the money will come from or go to.
  account text not null references finance_account (account),
  amount_minor bigint not null,
  -- month: on_day 1–31, the last day where a month is shorter. week: on_day 1 = Monday … 7.
  every text not null,
  on_day bigint not null,
  from_day text not null,
  until_day text,
  created_at bigint not null,
  archived_at bigint,
  constraint finance_recurring_direction check (direction in ('in', 'out')),
  constraint finance_recurring_every check ((every = 'month' and on_day between 1 and 31) or (every = 'week' and on_day between 1 and 7)),
  constraint finance_recurring_amount check (amount_minor > 0)
);
create index finance_recurring_branch on finance_recurring (branch_id);

create table finance_planned (
  planned_id text primary key,
  -- Null = a single payment.
  recurring_id text references finance_recurring (recurring_id),
  branch_id text not null,
  -- The day it falls due.
  day text not null,
  name text not null,
  direction text not null,
  category text not null,
  account text not null references finance_account (account),
  amount_minor bigint not null,
  state text not null,
  settled_at bigint,
  created_at bigint not null,
  -- Two people settle the same rent: the second is refused here.
  constraint finance_planned_once unique (recurring_id, day),
  constraint finance_planned_direction check (direction in ('in', 'out')),
  constraint finance_planned_state check (state in ('planned', 'paid', 'skipped')),
  constraint finance_planned_amount check (amount_minor > 0)
);
create index finance_planned_day on finance_planned (branch_id, day);
