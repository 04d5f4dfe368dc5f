-- What providers say they paid out, line by line as their registers have it. A line comes once, however often its file does.
create table finance_register (
  register_id text primary key,
  -- The way of paying these lines are of: payme click uzum card.
  tender text not null,
  -- The provider's transaction. Money that went back has the same one and a sum below zero.
  reference text not null,
  day text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  created_at bigint not null,
  constraint finance_register_once unique (tender, reference, day, amount_minor),
  constraint finance_register_amount check (amount_minor <> 0)
);
create index finance_register_day on finance_register (tender, day);

-- Which line was which tender of ours, and with what payout both came into the books. Each once.
create table finance_payout_line (
  register_id text primary key references finance_register (register_id),
  bill_tender_id text not null references finance_bill_tender (bill_tender_id),
  payout_id text not null,
  day text not null,
  constraint finance_payout_line_tender unique (bill_tender_id)
);
create index finance_payout_line_payout on finance_payout_line (payout_id);
