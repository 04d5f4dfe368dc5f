-- Goods. What lies where is told three times, and the three must agree (checked nightly): movements are the ledger and
-- only grow; layers are what is left of each receipt; a balance is the sum, so that a list reads one row.
--
-- Quantities are thousandths of the item's base unit, values tiyin.

create table inventory_category (
  category_id text primary key,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  created_at bigint not null
);

create table inventory_supplier (
  supplier_id text primary key,
  name text not null,
  phone text,
  note text,
  archived_at bigint,
  created_at bigint not null
);

create table inventory_store (
  store_id text primary key,
  branch_id text not null,
  -- A master's own box.
  staff_id text,
  kind text not null,
  name text not null,
  archived_at bigint,
  created_at bigint not null,
  constraint inventory_store_kind check (kind in ('retail', 'consumables', 'box', 'transit'))
);
create index inventory_store_branch on inventory_store (branch_id);
-- One box a master.
create unique index inventory_store_staff on inventory_store (staff_id);

create table inventory_item (
  item_id text primary key,
  name_uz text not null,
  name_ru text not null,
  name_en text not null,
  -- All names folded, with code and barcode: what the search looks into.
  search_key text not null,
  category_id text,
  supplier_id text,
  unit text not null,
  -- R-I1: a whole number of thousandths of the base unit. Fixed once something has moved.
  package_milli bigint not null,
  package_name text not null,
  barcode text,
  code text,
  shelf text,
  -- For goods that the state marks (2D code); none of a salon's usual ones are.
  marking_code text,
  -- R-I5, for each branch; null = nobody is told.
  critical_milli bigint,
  target_milli bigint,
  -- Of one package, to a client; null = not for sale.
  sale_minor bigint,
  -- Of one package, as last agreed; what something costs that was never received.
  buy_minor bigint,
  -- Days of use after opening (PAO); null = as long as it is not expired.
  open_days bigint,
  import_key text,
  archived_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  constraint inventory_item_package check (package_milli > 0),
  constraint inventory_item_unit check (unit in ('ml', 'g', 'pcs', 'cm'))
);
create unique index inventory_item_barcode on inventory_item (barcode);
create unique index inventory_item_import on inventory_item (import_key);
create index inventory_item_name on inventory_item (search_key);

create table inventory_document (
  document_id text primary key,
  -- Six random digits to say aloud: a sequence would be the one row all desks fight over.
  number bigint not null,
  kind text not null,
  branch_id text not null,
  store_id text not null,
  to_store_id text,
  supplier_id text,
  order_id text,
  appointment_id text,
  bill_id text,
  stocktake_id text,
  -- A counter-document names what it takes back, and nothing is taken back twice.
  reverses text,
  -- The document this one goes with: an arrival with its departure, a compensation with its cause.
  linked_id text,
  -- What must not be posted twice: `visit:<appointment>:<times undone>`, `bill:<bill>`, `refund:<refund>:<line>`.
  source_key text,
  day text not null,
  -- When it happened; may lie before created_at.
  at bigint not null,
  value_minor bigint not null,
  note text,
  person_id text,
  person_name text,
  created_at bigint not null
);
create unique index inventory_document_reverses on inventory_document (reverses);
create unique index inventory_document_source on inventory_document (source_key);
create index inventory_document_at on inventory_document (branch_id, at);
create index inventory_document_visit on inventory_document (appointment_id);
create index inventory_document_bill on inventory_document (bill_id);

create table inventory_movement (
  movement_id text primary key,
  document_id text not null references inventory_document (document_id),
  position bigint not null,
  item_id text not null,
  store_id text not null,
  layer_id text not null,
  -- Negative = out. 0 = only the value: a debt trued up at a receipt (R-I3).
  quantity_milli bigint not null,
  value_minor bigint not null,
  -- Who used or sold it.
  staff_id text,
  -- The line of the bill, so that a refund finds what it cost.
  source_line_id text,
  reason text,
  day text not null,
  at bigint not null
);
create index inventory_movement_document on inventory_movement (document_id, position);
create index inventory_movement_item on inventory_movement (item_id, store_id, at);
create index inventory_movement_line on inventory_movement (source_line_id);

create table inventory_balance (
  item_id text not null,
  store_id text not null,
  quantity_milli bigint not null,
  value_minor bigint not null,
  -- Held by open bills.
  reserved_milli bigint not null,
  -- R-I3: the last known cost, so much for so many.
  known_value_minor bigint not null,
  known_quantity_milli bigint not null,
  updated_at bigint not null,
  primary key (item_id, store_id),
  constraint inventory_balance_reserved check (reserved_milli >= 0)
);
create index inventory_balance_store on inventory_balance (store_id);

create table inventory_layer (
  layer_id text primary key,
  item_id text not null,
  store_id text not null,
  quantity_milli bigint not null,
  value_minor bigint not null,
  received_at bigint not null,
  lot text,
  expires text,
  opened text,
  usable_until text
);
create index inventory_layer_item on inventory_layer (item_id, store_id);

create table inventory_reservation (
  line_id text primary key,
  bill_id text not null,
  item_id text not null,
  store_id text not null,
  quantity_milli bigint not null,
  created_at bigint not null
);
create index inventory_reservation_bill on inventory_reservation (bill_id);

-- What an item is made of (a kit), for one package of it.
create table inventory_part (
  kit_id text not null,
  item_id text not null,
  quantity_milli bigint not null,
  primary key (kit_id, item_id)
);
