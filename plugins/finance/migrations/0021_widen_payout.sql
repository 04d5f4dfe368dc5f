-- A provider holds more than bills' tenders: tips taken with them and deposits of visits. What was one line to one
-- tender becomes one line to the sums of ours that it is, each of which is paid out once.
create table finance_payout_part (
  -- tender, tip or deposit, and its row in finance_bill_tender, finance_tip or finance_deposit_move.
  source_kind text not null,
  source_id text not null,
  register_id text not null references finance_register (register_id),
  -- 0, and 1 for the tip of the tender at 0: a line has a first sum once, so it is paid out once.
  position bigint not null,
  amount_minor bigint not null,
  payout_id text not null,
  day text not null,
  primary key (source_kind, source_id),
  constraint finance_payout_part_line unique (register_id, position),
  constraint finance_payout_part_kind check (source_kind in ('tender', 'tip', 'deposit'))
);
create index finance_payout_part_payout on finance_payout_part (payout_id);
create index finance_tip_day on finance_tip (day, tender);
create index finance_deposit_move_day on finance_deposit_move (day, tender);
insert into finance_payout_part (source_kind, source_id, register_id, position, amount_minor, payout_id, day)
select 'tender', p.bill_tender_id, p.register_id, 0, r.amount_minor, p.payout_id, p.day
from finance_payout_line p join finance_register r on r.register_id = p.register_id;
drop table finance_payout_line;
