-- Payme's transactions as we answered for them. Times are stored with the state, because every repeat of a call must
-- be answered with the same ones.
create table payme_transaction (
  -- Payme's id; the books name the payment by it.
  reference text primary key,
  -- Ours, which Payme repeats to us nowhere but in statements.
  transaction_id text not null,
  bill_id text not null,
  bill_number bigint not null,
  -- As Payme sent it: JSON, given back in statements.
  account text not null,
  amount_minor bigint not null,
  -- Payme's own time of creation: statements go by it.
  payme_time bigint not null,
  created_at bigint not null,
  performed_at bigint,
  cancelled_at bigint,
  -- 1 created, 2 performed, -1 cancelled, -2 cancelled after it was performed.
  state bigint not null,
  reason bigint,
  constraint payme_transaction_state check (state in (1, 2, -1, -2)),
  constraint payme_transaction_amount check (amount_minor > 0),
  constraint payme_transaction_performed check (state in (1, -1) or performed_at is not null),
  constraint payme_transaction_cancelled check (state > 0 or cancelled_at is not null)
);
-- A bill waits for one payment at a time: the second of two that come at once is refused here.
create unique index payme_transaction_waiting on payme_transaction (bill_id) where state = 1;
create index payme_transaction_time on payme_transaction (payme_time);
create index payme_transaction_created on payme_transaction (created_at);
