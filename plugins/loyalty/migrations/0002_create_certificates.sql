-- Certificates (R-L3), memberships (R-L4) and what is owed for both. `loyalty_liability` is only ever added to; each
-- row moves one amount from one account to another, so debit and credit are equal by construction.

create table loyalty_certificate (
  certificate_id text primary key,
  code text not null,
  -- Shown to whoever may issue, asked at the desk. Null = the code is enough.
  pin text,
  -- Null = whoever holds the code.
  client_id text,
  branch_id text not null,
  bill_id text,
  line_id text,
  face_minor bigint not null,
  balance_minor bigint not null,
  state text not null,
  expires_day text not null,
  expires_at bigint not null,
  note text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint loyalty_certificate_face check (face_minor > 0),
  constraint loyalty_certificate_balance check (balance_minor >= 0 and balance_minor <= face_minor),
  constraint loyalty_certificate_state check (state in ('active', 'used', 'expired', 'void'))
);
create unique index loyalty_certificate_code on loyalty_certificate (code);
create index loyalty_certificate_client on loyalty_certificate (client_id);
create index loyalty_certificate_bill on loyalty_certificate (bill_id);

-- R-L3: the lock while a bill is open. Its key is the certificate: two desks cannot both have it.
create table loyalty_certificate_hold (
  certificate_id text not null,
  bill_id text not null,
  amount_minor bigint not null,
  at bigint not null,
  constraint loyalty_certificate_hold_one primary key (certificate_id)
);
create index loyalty_certificate_hold_bill on loyalty_certificate_hold (bill_id);

create table loyalty_plan (
  plan_id text primary key,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  price_minor bigint not null,
  visits bigint not null,
  -- total = any of its services; split = so many visits of each.
  mode text not null,
  valid_days bigint not null,
  -- sale or first_visit.
  starts text not null,
  -- Only for the client who bought it.
  named boolean not null,
  freeze_days_max bigint not null,
  no_show_burns boolean not null,
  -- unit or list: what a used visit costs when the rest is given back.
  refund_by text not null,
  archived_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  constraint loyalty_plan_visits check (visits > 0 and price_minor >= 0 and valid_days > 0),
  constraint loyalty_plan_words check (mode in ('total', 'split') and starts in ('sale', 'first_visit') and refund_by in ('unit', 'list'))
);
-- Without a row here a plan is good for every service.
create table loyalty_plan_service (
  plan_id text not null,
  service_id text not null,
  -- In a split plan; 0 in a total one.
  visits bigint not null,
  primary key (plan_id, service_id)
);

create table loyalty_membership (
  membership_id text primary key,
  number bigint not null,
  plan_id text not null,
  client_id text not null,
  branch_id text not null,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  price_minor bigint not null,
  paid_minor bigint not null,
  visits bigint not null,
  visits_left bigint not null,
  visits_held bigint not null,
  unit_minor bigint not null,
  -- The liability: the last visit takes what is left of it.
  value_left_minor bigint not null,
  mode text not null,
  named boolean not null,
  valid_days bigint not null,
  no_show_burns boolean not null,
  refund_by text not null,
  freeze_days_max bigint not null,
  frozen_days bigint not null,
  frozen_from text,
  -- Null = begins with the first visit.
  start_day text,
  expires_day text,
  expires_at bigint,
  state text not null,
  bill_id text,
  line_id text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint loyalty_membership_visits check (visits_left >= 0 and visits_left <= visits),
  constraint loyalty_membership_held check (visits_held >= 0 and visits_held <= visits_left),
  constraint loyalty_membership_value check (value_left_minor >= 0 and value_left_minor <= paid_minor),
  constraint loyalty_membership_state check (state in ('active', 'frozen', 'used', 'expired', 'refunded'))
);
create index loyalty_membership_client on loyalty_membership (client_id);
create index loyalty_membership_bill on loyalty_membership (bill_id);
create table loyalty_membership_service (
  membership_id text not null,
  service_id text not null,
  visits bigint not null,
  visits_left bigint not null,
  primary key (membership_id, service_id),
  constraint loyalty_membership_service_visits check (visits_left >= 0 and visits_left <= visits)
);

-- A visit taken from a membership: held by an open bill, used, or given back.
create table loyalty_visit (
  visit_id text primary key,
  membership_id text not null,
  kind text not null,
  state text not null,
  bill_id text,
  -- R-L4: one redemption per visit line.
  line_id text,
  appointment_id text,
  service_id text,
  -- What the liability fell by.
  amount_minor bigint not null,
  day text not null,
  at bigint not null,
  constraint loyalty_visit_words check (kind in ('used', 'no_show') and state in ('held', 'used', 'returned'))
);
create unique index loyalty_visit_line on loyalty_visit (line_id);
create index loyalty_visit_bill on loyalty_visit (bill_id);
create index loyalty_visit_membership on loyalty_visit (membership_id);
create unique index loyalty_visit_appointment on loyalty_visit (appointment_id);

-- Append-only. Accounts: bill (the desk's side), liability (owed to the holder), income (breakage), gift (given without
-- a sale), opening (taken over from elsewhere).
create table loyalty_liability (
  entry_id text primary key,
  kind text not null,
  debit text not null,
  credit text not null,
  subject text not null,
  subject_id text not null,
  client_id text,
  bill_id text,
  refund_id text,
  -- Where it happened, and where it was sold (R-M2).
  branch_id text not null,
  sold_branch_id text not null,
  amount_minor bigint not null,
  day text not null,
  at bigint not null,
  constraint loyalty_liability_amount check (amount_minor > 0),
  constraint loyalty_liability_kind check (kind in ('sold', 'granted', 'used', 'returned', 'refunded', 'breakage')),
  constraint loyalty_liability_accounts check (debit <> credit and debit in ('bill', 'liability', 'income', 'gift', 'opening')
    and credit in ('bill', 'liability', 'income', 'gift', 'opening')),
  constraint loyalty_liability_subject check (subject in ('certificate', 'membership'))
);
create index loyalty_liability_subject_id on loyalty_liability (subject_id);
create index loyalty_liability_day on loyalty_liability (day);
create index loyalty_liability_bill on loyalty_liability (bill_id);
