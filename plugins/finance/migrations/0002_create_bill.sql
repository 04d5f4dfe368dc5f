-- Bills. A bill's lines and tenders are written once; money that comes later or goes back is another row. Only the
-- state and the sums of the bill itself change, and the checks below say what they may never be.
create table finance_bill (
  bill_id text primary key,
  -- To say aloud and to print; six random digits, so that no two desks fight over the next number.
  number bigint not null,
  branch_id text not null,
  client_id text,
  appointment_id text,
  day text not null,
  -- open: nothing or not all is paid, nothing is served on it yet. part_paid: served, the rest is a named debt.
  state text not null,
  total_minor bigint not null,
  discount_minor bigint not null,
  -- What rounding at a cash desk added (or took).
  rounding_minor bigint not null,
  -- What is to pay: total − discount + rounding.
  due_minor bigint not null,
  -- By any tender but debt, refunds taken off.
  paid_minor bigint not null,
  debt_minor bigint not null,
  refunded_minor bigint not null,
  tips_minor bigint not null,
  code text,
  points bigint not null,
  refunded_points bigint not null,
  -- The modules that were asked and did not answer, to be shown: loyalty, inventory, booking.
  silent text,
  person_name text,
  created_at bigint not null,
  closed_at bigint,
  updated_at bigint not null,
  constraint finance_bill_state check (state in ('open', 'part_paid', 'paid', 'refunded', 'void')),
  constraint finance_bill_due check (due_minor = total_minor - discount_minor + rounding_minor and due_minor >= 0),
  constraint finance_bill_paid check (paid_minor >= 0 and debt_minor >= 0 and refunded_minor >= 0
    and paid_minor + debt_minor + refunded_minor <= due_minor),
  constraint finance_bill_settled check (state not in ('paid', 'part_paid') or paid_minor + debt_minor + refunded_minor = due_minor),
  constraint finance_bill_points check (refunded_points <= points)
);
-- A visit is paid once: the second of two desks is refused here.
create unique index finance_bill_visit on finance_bill (appointment_id) where appointment_id is not null and state in ('open', 'part_paid', 'paid');
create index finance_bill_day on finance_bill (day, branch_id);
create index finance_bill_client on finance_bill (client_id, created_at);
create index finance_bill_state on finance_bill (state);

create table finance_bill_line (
  bill_line_id text primary key,
  bill_id text not null references finance_bill (bill_id),
  position bigint not null,
  kind text not null,
  -- service_id, item_id or an offer's id, by kind.
  subject text,
  -- As it was called on that day.
  name text not null,
  staff_id text,
  quantity_milli bigint not null,
  price_minor bigint not null,
  discount_minor bigint not null,
  total_minor bigint not null,
  -- Why the discount: JSON as the loyalty module said it.
  reasons text,
  constraint finance_bill_line_sum check (total_minor >= 0 and discount_minor >= 0 and quantity_milli > 0)
);
create index finance_bill_line_bill on finance_bill_line (bill_id, position);

create table finance_bill_tender (
  bill_tender_id text primary key,
  bill_id text not null references finance_bill (bill_id),
  -- Null = taken; else the refund that gave it back, the amount is then negative.
  refund_id text,
  tender text not null,
  reference text,
  bill_line_id text,
  amount_minor bigint not null,
  money boolean not null,
  desk_id text,
  shift_id text,
  day text not null,
  at bigint not null,
  constraint finance_bill_tender_amount check (amount_minor <> 0)
);
create index finance_bill_tender_bill on finance_bill_tender (bill_id, at);
create index finance_bill_tender_day on finance_bill_tender (day, tender);

-- R-P10: 100 % to the performer, in no base of anything.
create table finance_tip (
  tip_id text primary key,
  bill_id text not null references finance_bill (bill_id),
  staff_id text not null,
  tender text not null,
  amount_minor bigint not null,
  day text not null,
  at bigint not null,
  constraint finance_tip_amount check (amount_minor > 0)
);
create index finance_tip_bill on finance_tip (bill_id);
create index finance_tip_staff on finance_tip (staff_id, day);

create table finance_refund (
  refund_id text primary key,
  bill_id text not null references finance_bill (bill_id),
  amount_minor bigint not null,
  money_minor bigint not null,
  points bigint not null,
  reason text,
  person_name text,
  day text not null,
  at bigint not null
);
create index finance_refund_bill on finance_refund (bill_id);

create table finance_refund_line (
  refund_line_id text primary key,
  refund_id text not null references finance_refund (refund_id),
  bill_id text not null,
  bill_line_id text not null,
  quantity_milli bigint not null,
  amount_minor bigint not null
);
create index finance_refund_line_bill on finance_refund_line (bill_id);
create index finance_bill_tender_shift on finance_bill_tender (shift_id);
