-- R-B10: a visit was moved late for its client's sake, which costs what a late cancellation does. The visit stands, so
-- this is no loss of its deposit: a row a move, and the deposit's movements say what was kept.
create table finance_move_fee (
  -- The change of the visit.
  change_id text primary key,
  appointment_id text not null,
  fee_minor bigint not null,
  kept_minor bigint not null,
  billed_minor bigint not null,
  -- The bill of what was billed.
  bill_id text,
  -- The move was taken back.
  undone_at bigint,
  created_at bigint not null,
  constraint finance_move_fee_sums check (kept_minor >= 0 and billed_minor >= 0 and kept_minor + billed_minor <= fee_minor)
);
create index finance_move_fee_visit on finance_move_fee (appointment_id);
