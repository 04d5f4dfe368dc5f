-- The books: double entry, append-only. An entry is one thing that happened; its lines sum to 0 (the nightly check says
-- when that last held). Debit is positive, credit negative: what the salon has and spends is above zero, what it owes
-- and earns below. A mistake is corrected by another entry, never by a change.
create table finance_account (
  -- A word, not an id: statements, tests and people read it. `cash:<desk id>` is a desk, `own:<id>` made by the owner.
  account text primary key,
  -- cash bank transit (money) · receivable stock (has) · clearing · liability (owes) · equity · income · expense
  kind text not null,
  -- Null = the text key finance-account-<account>.
  name text,
  branch_id text,
  position bigint not null,
  archived_at bigint,
  constraint finance_account_kind check (kind in ('cash', 'bank', 'transit', 'receivable', 'stock', 'clearing', 'liability',
    'equity', 'income', 'expense'))
);
insert into finance_account (account, kind, position) values
  ('bank', 'bank', 10), ('acquiring', 'transit', 20), ('payme', 'transit', 21), ('click', 'transit', 22), ('uzum', 'transit', 23),
  ('receivable', 'receivable', 30), ('stock', 'stock', 31), ('stock_transit', 'stock', 32),
  -- What the checkout took from or sold for the loyalty module until that module confirms it: 0 when all is settled.
  ('loyalty', 'clearing', 40), ('interbranch', 'clearing', 41),
  ('open_bills', 'liability', 50), ('advances', 'liability', 51), ('certificates', 'liability', 52), ('memberships', 'liability', 53),
  ('tips', 'liability', 54), ('payable', 'liability', 55),
  ('owner', 'equity', 60),
  ('income.service', 'income', 70), ('income.product', 'income', 71), ('income.other', 'income', 72), ('breakage', 'income', 73),
  ('rounding', 'income', 74),
  ('cost.goods', 'expense', 80), ('cost.materials', 'expense', 81), ('cost.shrinkage', 'expense', 81), ('expense', 'expense', 82), ('fees', 'expense', 83),
  ('over_short', 'expense', 84);

create table finance_entry (
  entry_id text primary key,
  -- payment sale refund unsold tip operation transfer over_short opening loyalty stock settlement payout (an open set)
  kind text not null,
  -- R-F1: the cash date, a business day (R-B15), and the month it belongs to, `YYYY-MM`.
  day text not null,
  period text not null,
  branch_id text not null,
  -- Where it came from. With the kind this is once for ever: an event that comes twice posts once.
  source_kind text not null,
  source_id text not null,
  note text,
  -- The person's name as it was: the journal outlives accounts.
  person_id text,
  person_name text,
  created_at bigint not null,
  constraint finance_entry_once unique (kind, source_kind, source_id)
);
create index finance_entry_day on finance_entry (day, branch_id);
create index finance_entry_source on finance_entry (source_id);

create table finance_entry_line (
  entry_line_id text primary key,
  entry_id text not null references finance_entry (entry_id),
  position bigint not null,
  account text not null references finance_account (account),
  -- Repeated from the entry on purpose: reports sum lines by day and branch without a join.
  branch_id text not null,
  day text not null,
  period text not null,
  -- Of a desk's money: the shift it fell into (R-F4).
  shift_id text,
  category text,
  counterparty_kind text,
  counterparty_id text,
  amount_minor bigint not null,
  constraint finance_entry_line_amount check (amount_minor <> 0)
);
create index finance_entry_line_entry on finance_entry_line (entry_id, position);
create index finance_entry_line_account on finance_entry_line (account, day);
create index finance_entry_line_day on finance_entry_line (day, account);
create index finance_entry_line_shift on finance_entry_line (shift_id);
create index finance_entry_line_counterparty on finance_entry_line (counterparty_id, account);

-- What expenses and other income are for. System ones have their name in the texts: finance-category-<category>.
create table finance_category (
  category text primary key,
  kind text not null,
  name text,
  position bigint not null,
  archived_at bigint,
  constraint finance_category_kind check (kind in ('income', 'expense'))
);
insert into finance_category (category, kind, position) values
  ('rent', 'expense', 10), ('pay', 'expense', 11), ('utilities', 'expense', 12), ('marketing', 'expense', 13),
  ('materials', 'expense', 14), ('equipment', 'expense', 15), ('tax', 'expense', 16), ('household', 'expense', 17),
  ('other', 'expense', 19), ('rent_of_chair', 'income', 30), ('other_income', 'income', 39);

create table finance_counterparty (
  counterparty_id text primary key,
  kind text not null,
  name text not null,
  phone text,
  tax_number text,
  archived_at bigint,
  created_at bigint not null,
  constraint finance_counterparty_name check (length(name) > 0)
);

-- When the invariants last held, and what did not.
create table finance_check (
  check_id text primary key,
  day text not null,
  at bigint not null,
  entries bigint not null,
  faults bigint not null,
  said text
);
create index finance_check_at on finance_check (at);
