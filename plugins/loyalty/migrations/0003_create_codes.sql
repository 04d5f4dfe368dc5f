-- Promo codes (R-L5). The limits are check constraints: fifty desks at once cannot use a code more often than it may be.

create table loyalty_code (
  code_id text primary key,
  code text not null,
  title text not null,
  -- percent: whole percents; amount: tiyin off the bill.
  kind text not null,
  value bigint not null,
  from_day text,
  to_day text,
  uses_max bigint,
  uses bigint not null,
  client_uses_max bigint,
  first_visit boolean not null,
  min_bill_minor bigint not null,
  floor_minor bigint not null,
  stackable boolean not null,
  archived_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  constraint loyalty_code_uses check (uses >= 0 and (uses_max is null or uses <= uses_max)),
  constraint loyalty_code_kind check (kind in ('percent', 'amount') and value > 0)
);
create unique index loyalty_code_code on loyalty_code (code);
create table loyalty_code_service (
  code_id text not null,
  service_id text not null,
  primary key (code_id, service_id)
);
-- How often each client used it, held to the limit that was in force.
create table loyalty_code_client (
  code_id text not null,
  client_id text not null,
  uses bigint not null,
  uses_max bigint,
  primary key (code_id, client_id),
  constraint loyalty_code_client_uses check (uses >= 0 and (uses_max is null or uses <= uses_max))
);
-- One code a bill.
create table loyalty_code_use (
  bill_id text primary key,
  code_id text not null,
  client_id text,
  branch_id text not null,
  state text not null,
  discount_minor bigint not null,
  -- Money and certificates of the bill, discounts taken off; 0 until it is paid.
  revenue_minor bigint not null,
  -- B21: what came beyond the client's usual bill.
  gain_minor bigint not null,
  was_new boolean not null,
  day text not null,
  at bigint not null,
  constraint loyalty_code_use_state check (state in ('reserved', 'used', 'returned'))
);
create index loyalty_code_use_code on loyalty_code_use (code_id, day);
