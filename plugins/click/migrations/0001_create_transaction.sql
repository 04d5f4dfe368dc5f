-- Attempts to pay through Click as we answered for them. One bill may have several: a client who gives up tells nobody,
-- and the next attempt must not wait for that. Which of them pays is decided at Complete, by what is owed then.
create table click_transaction (
  -- Ours, a whole number as Click wants it; it comes back with Complete.
  prepare_id bigint primary key,
  -- Click's attempt; the books name the payment by it.
  reference text not null,
  bill_id text not null,
  bill_number bigint not null,
  amount_minor bigint not null,
  created_at bigint not null,
  ended_at bigint,
  -- prepared, confirmed, cancelled.
  state text not null,
  -- What Click said of an attempt that failed.
  note text,
  constraint click_transaction_reference unique (reference),
  constraint click_transaction_state check (state in ('prepared', 'confirmed', 'cancelled')),
  constraint click_transaction_ended check (state = 'prepared' or ended_at is not null),
  constraint click_transaction_amount check (amount_minor > 0)
);
create index click_transaction_created on click_transaction (created_at);
