-- R-I2: what a service takes (its tech card), by variant; what a visit really took.

create table inventory_norm (
  service_id text not null,
  -- '' = the service has one size; else S, M, L, XL or the salon's own word.
  variant text not null,
  item_id text not null,
  quantity_milli bigint not null,
  position bigint not null,
  primary key (service_id, variant, item_id),
  constraint inventory_norm_quantity check (quantity_milli > 0)
);
create index inventory_norm_item on inventory_norm (item_id);

-- The variant chosen for a line of a visit, and who is done with it.
create table inventory_choice (
  appointment_line_id text primary key,
  appointment_id text not null,
  variant text not null,
  updated_at bigint not null
);
create index inventory_choice_visit on inventory_choice (appointment_id);

-- What was really taken, entered before the visit is closed.
create table inventory_actual (
  appointment_line_id text not null,
  appointment_id text not null,
  item_id text not null,
  norm_milli bigint not null,
  quantity_milli bigint not null,
  -- Over the tolerance it has to be there.
  reason text,
  person_name text,
  updated_at bigint not null,
  primary key (appointment_line_id, item_id)
);
create index inventory_actual_visit on inventory_actual (appointment_id);

-- R-I5: who has been told. Present = told, and not re-armed yet.
create table inventory_alert (
  item_id text not null,
  branch_id text not null,
  -- low = at the critical level; negative = issued without being there (R-I2), somebody has to look.
  kind text not null,
  available_milli bigint not null,
  at bigint not null,
  primary key (item_id, branch_id, kind)
);

create table inventory_order (
  order_id text primary key,
  number bigint not null,
  branch_id text not null,
  store_id text not null,
  supplier_id text,
  state text not null,
  -- Made by a critical level, not by a person.
  automatic boolean not null,
  note text,
  expected_day text,
  created_at bigint not null,
  updated_at bigint not null,
  constraint inventory_order_state check (state in ('draft', 'ordered', 'part', 'received', 'closed', 'cancelled'))
);
create index inventory_order_branch on inventory_order (branch_id, state);

create table inventory_order_line (
  order_line_id text primary key,
  order_id text not null references inventory_order (order_id),
  item_id text not null,
  quantity_milli bigint not null,
  received_milli bigint not null,
  -- Of one package.
  price_minor bigint not null,
  constraint inventory_order_line_item unique (order_id, item_id)
);
create index inventory_order_line_of_item on inventory_order_line (item_id);

-- R-I7.
create table inventory_stocktake (
  stocktake_id text primary key,
  number bigint not null,
  branch_id text not null,
  store_id text not null,
  -- Null = everything in the store.
  category_id text,
  -- Whoever counts does not see what the book says.
  blind boolean not null,
  state text not null,
  person_name text,
  started_at bigint not null,
  closed_at bigint,
  constraint inventory_stocktake_state check (state in ('open', 'posting', 'posted', 'cancelled'))
);
create index inventory_stocktake_store on inventory_stocktake (store_id, state);

create table inventory_count (
  stocktake_id text not null references inventory_stocktake (stocktake_id),
  item_id text not null,
  position bigint not null,
  -- Null = not yet.
  counted_milli bigint,
  -- R-I7: what the book said at the moment of the count.
  book_milli bigint,
  counted_at bigint,
  person_name text,
  skipped boolean not null,
  -- A document of before the count was written after it.
  recount boolean not null,
  posted boolean not null,
  primary key (stocktake_id, item_id)
);
create index inventory_count_item on inventory_count (item_id);

-- When the books were last checked, and what was wrong: one row.
create table inventory_check (
  check_id text primary key,
  at bigint not null,
  faults bigint not null,
  text text
);
