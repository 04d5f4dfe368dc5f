-- R-F4: desks and their shifts. A shift is written when it opens and once more when it closes; after that it is read
-- only, and reopening is a counter-document with a shift of its own.
create table finance_desk (
  desk_id text primary key,
  branch_id text not null,
  name text not null,
  -- Cash is rounded half-up to a multiple of this: 100 = a whole so'm, 100 000 = a thousand.
  round_to_minor bigint not null,
  archived_at bigint,
  created_at bigint not null,
  constraint finance_desk_name check (length(name) > 0),
  constraint finance_desk_round check (round_to_minor >= 100)
);
create index finance_desk_branch on finance_desk (branch_id);

create table finance_shift (
  shift_id text primary key,
  desk_id text not null references finance_desk (desk_id),
  branch_id text not null,
  number bigint not null,
  day text not null,
  state text not null,
  opening_minor bigint not null,
  opened_at bigint not null,
  opened_by text,
  opened_by_name text,
  -- The closed shift that this one puts right.
  reopens text,
  expected_minor bigint,
  counted_minor bigint,
  difference_minor bigint,
  note text,
  closed_at bigint,
  closed_by text,
  closed_by_name text,
  constraint finance_shift_state check (state in ('open', 'closed')),
  constraint finance_shift_difference check (state = 'open' or difference_minor = counted_minor - expected_minor)
);
-- One open shift a desk, whoever presses first.
create unique index finance_shift_open on finance_shift (desk_id) where state = 'open';
create unique index finance_shift_reopens on finance_shift (reopens) where reopens is not null;
create index finance_shift_desk on finance_shift (desk_id, opened_at);
