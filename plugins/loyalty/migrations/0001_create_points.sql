-- Points (R-L1) and levels (R-L2). `loyalty_entry` is the ledger: it is only ever added to. `points_left`,
-- `points_held` and `debt_points` are sums of it kept at hand, and the database refuses what must not be: points
-- spent twice, held twice, or below zero anywhere but in the debt.

create table loyalty_tier (
  tier text primary key,
  position bigint not null,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  -- Money paid in the rolling 12 months from which on it counts.
  from_minor bigint not null,
  earn_percent bigint not null,
  discount_percent bigint not null,
  -- R-L5: adds up with a promo code that is stackable too.
  stackable boolean not null,
  constraint loyalty_tier_percent check (earn_percent between 0 and 100 and discount_percent between 0 and 100),
  constraint loyalty_tier_from check (from_minor >= 0)
);
insert into loyalty_tier (tier, position, name_uz, name_ru, name_en, from_minor, earn_percent, discount_percent, stackable)
values ('bronze', 1, 'Bronza', 'Бронза', 'Bronze', 0, 3, 0, false),
  ('silver', 2, 'Kumush', 'Серебро', 'Silver', 300000000, 5, 0, false),
  ('gold', 3, 'Oltin', 'Золото', 'Gold', 800000000, 7, 0, false);

-- The business day as the exchange views know it: a view has no clock. The first bill of a day and the night's job
-- move it on.
create table loyalty_clock (
  clock_id bigint primary key,
  day text not null,
  -- R-L2: money paid after this day counts for the level.
  year_before text not null
);
insert into loyalty_clock (clock_id, day, year_before) values (1, '2000-01-01', '1999-01-01');

create table loyalty_account (
  client_id text primary key,
  card_code text not null,
  tier text not null,
  tier_since text not null,
  -- R-L2: the 1st on which the year's sum was first seen to fall short.
  short_since text,
  -- Points taken back that were spent already.
  debt_points bigint not null,
  joined_at bigint not null,
  updated_at bigint not null,
  constraint loyalty_account_debt check (debt_points >= 0)
);
create unique index loyalty_account_card on loyalty_account (card_code);

create table loyalty_lot (
  lot_id text primary key,
  client_id text not null,
  -- Where it was earned (R-M2). Null = nowhere in particular: gifts, imports.
  branch_id text,
  kind text not null,
  bill_id text,
  points_earned bigint not null,
  points_left bigint not null,
  points_held bigint not null,
  -- First and last business day on which it may be spent.
  usable_day text not null,
  expires_day text not null,
  -- The instant after that day.
  expires_at bigint not null,
  created_at bigint not null,
  constraint loyalty_lot_left check (points_left >= 0 and points_left <= points_earned),
  constraint loyalty_lot_held check (points_held >= 0 and points_held <= points_left),
  constraint loyalty_lot_kind check (kind in ('earn', 'gift', 'birthday', 'referral', 'manual', 'import', 'return'))
);
create index loyalty_lot_client on loyalty_lot (client_id, expires_day);
create index loyalty_lot_expiry on loyalty_lot (expires_day);
-- A bill earns once.
create unique index loyalty_lot_bill on loyalty_lot (bill_id);

create table loyalty_hold (
  bill_id text not null,
  lot_id text not null,
  points bigint not null,
  primary key (bill_id, lot_id),
  constraint loyalty_hold_points check (points > 0)
);
create index loyalty_hold_lot on loyalty_hold (lot_id);

-- Append-only. Per lot the entries sum to points_left, per client to the balance; entries without a lot are the debt.
create table loyalty_entry (
  entry_id text primary key,
  client_id text not null,
  lot_id text,
  kind text not null,
  points bigint not null,
  bill_id text,
  refund_id text,
  branch_id text,
  day text not null,
  note text,
  person_id text,
  person_name text,
  at bigint not null,
  constraint loyalty_entry_kind check (kind in ('earn', 'gift', 'birthday', 'referral', 'manual', 'import', 'spend',
    'return', 'claw', 'expire', 'repay', 'merge', 'reverse')),
  constraint loyalty_entry_points check (points <> 0)
);
create index loyalty_entry_client on loyalty_entry (client_id, at);
create index loyalty_entry_bill on loyalty_entry (bill_id);
create index loyalty_entry_lot on loyalty_entry (lot_id);

-- Money paid and given back, for levels (R-L2) and as the proof that a bill or a refund was settled once.
create table loyalty_payment (
  -- The bill's id, or the refund's.
  payment_id text not null,
  bill_id text not null,
  kind text not null,
  client_id text,
  branch_id text not null,
  day text not null,
  -- Negative for a refund.
  money_minor bigint not null,
  at bigint not null,
  constraint loyalty_payment_once primary key (payment_id),
  constraint loyalty_payment_kind check (kind in ('paid', 'refund'))
);
create index loyalty_payment_client on loyalty_payment (client_id, day);
create index loyalty_payment_bill on loyalty_payment (bill_id);

-- A bill that is being paid: what it holds stands in loyalty_hold, loyalty_certificate_hold, loyalty_visit and
-- loyalty_code_use.
create table loyalty_reservation (
  bill_id text primary key,
  client_id text,
  branch_id text not null,
  code_id text,
  points bigint not null,
  code_discount_minor bigint not null,
  at bigint not null
);

create table loyalty_referral (
  -- Nobody is a friend of two.
  friend_client_id text primary key,
  referrer_client_id text not null,
  state text not null,
  reason text,
  bill_id text,
  friend_lot_id text,
  referrer_lot_id text,
  day text not null,
  at bigint not null,
  constraint loyalty_referral_state check (state in ('pending', 'rewarded', 'refused', 'reversed'))
);
create index loyalty_referral_referrer on loyalty_referral (referrer_client_id);

-- One gift a client, kind and year.
create table loyalty_gift (
  client_id text not null,
  kind text not null,
  year bigint not null,
  lot_id text not null,
  at bigint not null,
  primary key (client_id, kind, year)
);

-- When each invariant last held, for the dashboard.
create table loyalty_check (
  name text primary key,
  found bigint not null,
  held_at bigint,
  checked_at bigint not null
);
