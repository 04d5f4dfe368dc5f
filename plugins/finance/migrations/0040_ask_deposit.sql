-- R-B9: a deposit is asked for from afar. The client has a link of their own; whoever holds it may pay, and reads of the
-- visit no more than a client knows.
create table finance_deposit_ask (
  -- What providers know it by, as they know a bill.
  deposit_ask_id text primary key,
  appointment_id text not null,
  -- In the link: 128 random bits.
  token text not null,
  -- What shall be paid in for the visit in all: what a desk takes meanwhile is not asked for again.
  target_minor bigint not null,
  until_at bigint not null,
  person_name text,
  created_at bigint not null,
  updated_at bigint not null,
  -- Asked again, it is the same link with another sum or day.
  constraint finance_deposit_ask_visit unique (appointment_id),
  constraint finance_deposit_ask_token unique (token),
  constraint finance_deposit_ask_target check (target_minor > 0)
);

-- The provider's transaction. What it tells twice, at the same moment too, is taken once.
alter table finance_deposit_move add column reference text;
create unique index finance_deposit_move_online on finance_deposit_move (tender, reference)
  where kind = 'taken' and reference is not null;
