-- A receipt is not of a sale alone. An advance (a visit's deposit, what a client paid in) has its own when it is taken, a
-- fee when it is kept of one, a debt with each payment of it.
-- bill: the sale itself. payment: later money for its debt. advance: money for what is to come. fee: kept of an advance.
alter table fiscal_receipt add column purpose text not null default 'bill';
-- Whose advance or fee it is: a visit's (its deposit) or a client's. Then `bill_id` is the same, for there is no bill.
alter table fiscal_receipt add column holder_id text;
create index fiscal_receipt_holder on fiscal_receipt (holder_id);

-- What of a holder's advances a receipt sets off; of a return's, what it puts back.
create table fiscal_set_off (
  receipt_id text not null,
  holder_id text not null,
  -- Has a receipt of its own: it is named here, and is no money received now.
  covered_minor bigint not null,
  -- Has none (it was taken before receipts were switched on): it stands on this one as money.
  loose_minor bigint not null,
  primary key (receipt_id, holder_id),
  constraint fiscal_set_off_sums check (covered_minor >= 0 and loose_minor >= 0)
);
create index fiscal_set_off_holder on fiscal_set_off (holder_id);
