-- A small salon: branches, services, people, visits, stock, money.
create table studio_branch (
  branch_id text primary key,
  name text not null,
  timezone text not null,
  position bigint not null default 0,
  archived_at bigint -- null while the branch works
);
create table studio_service (
  service_id text primary key,
  category text,
  name text not null,
  duration_minutes bigint not null,
  price_minor bigint not null,
  rate double precision not null default 1.0, -- how much of an hour it really takes
  online boolean not null default true,
  constraint studio_service_duration_ok check (duration_minutes between 5 and 600),
  constraint studio_service_price_ok check (price_minor >= 0 and (price_minor % 100 = 0 or not online))
);
create table studio_staff (
  staff_id text primary key,
  branch_id text not null references studio_branch (branch_id),
  display_name text not null,
  grade text,
  share_percent double precision,
  active boolean not null default true
);
create table studio_client (
  client_id text primary key,
  display_name text not null,
  search_key text not null,
  birth_date text,
  language text,
  source text,
  note text,
  created_at bigint not null,
  archived_at bigint
);
create index studio_client_by_birthday on studio_client (substr(birth_date, 6), display_name) where archived_at is null;
create index studio_client_by_name on studio_client (lower(display_name), client_id);
create table studio_phone (
  client_id text not null references studio_client (client_id) on delete cascade,
  phone text not null,
  main boolean not null default false,
  primary key (client_id, phone)
);
create unique index studio_phone_main_once on studio_phone (client_id) where main;
create table studio_appointment (
  appointment_id text primary key,
  number bigint not null,
  branch_id text not null references studio_branch (branch_id),
  client_id text references studio_client (client_id) on delete set null,
  staff_id text not null references studio_staff (staff_id),
  day text not null,
  start_at bigint not null,
  end_at bigint not null,
  state text not null default 'booked',
  total_minor bigint not null default 0,
  source text not null default 'desk',
  constraint studio_appointment_number unique (number),
  constraint studio_appointment_order check (end_at > start_at),
  constraint studio_appointment_state_known check (state in ('booked', 'arrived', 'completed', 'cancelled', 'no_show'))
);
create index studio_appointment_by_day on studio_appointment (day, branch_id, start_at);
create index studio_appointment_by_staff on studio_appointment (staff_id, start_at desc);
create table studio_line (
  line_id text primary key,
  appointment_id text not null references studio_appointment (appointment_id) on delete cascade,
  service_id text not null references studio_service (service_id),
  staff_id text not null,
  price_minor bigint not null,
  duration_minutes bigint not null
);
create table studio_product (
  product_id text primary key,
  name text not null,
  barcode text,
  unit text not null default 'piece',
  low_level double precision,
  picture bytea,
  constraint studio_product_barcode_once unique (barcode)
);
create table studio_stock_move (
  move_id text primary key,
  product_id text not null references studio_product (product_id) on delete restrict,
  branch_id text not null,
  quantity double precision not null,
  cost_minor bigint,
  reason text not null,
  at bigint not null
);
create table studio_receipt (
  receipt_id text primary key,
  appointment_id text references studio_appointment (appointment_id),
  client_id text,
  branch_id text not null,
  day text not null,
  total_minor bigint not null,
  discount_minor bigint not null default 0,
  closed boolean not null default false,
  constraint studio_receipt_total_ok check (total_minor >= discount_minor)
);
create table studio_payment (
  payment_id text primary key,
  receipt_id text not null references studio_receipt (receipt_id) on delete restrict,
  kind text not null,
  amount_minor bigint not null,
  at bigint not null
);
create table studio_counter (
  name text primary key,
  value bigint not null
);
