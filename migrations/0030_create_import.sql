-- One list on its way in. state: 'reading', 'stored' (waiting for a mapping), 'checking' (dry run), 'checked',
-- 'importing', 'done', 'cancelled' or 'failed'. position is the last row dealt with in the current pass;
-- next_batch is fixed before a batch runs, so that a repeat after a crash asks with the same idempotency key.
-- A process that works on the run holds its lease; the time is the database's clock in milliseconds.
create table host_import_run (
  run_id text not null primary key,
  plugin_id text not null,
  import_name text not null,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  found text not null,
  header_sha256 text not null,
  mapping text not null,
  principal text not null,
  locale text not null,
  state text not null,
  row_count bigint not null,
  pass bigint not null,
  position bigint not null,
  next_batch bigint not null,
  created_count bigint not null,
  updated_count bigint not null,
  unchanged_count bigint not null,
  repeated_count bigint not null,
  rejected_count bigint not null,
  notice text,
  lease_owner text,
  lease_until bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  constraint host_import_run_state check (state in ('reading', 'stored', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed'))
);

create index host_import_run_by_state on host_import_run (state, updated_at);

-- One row of a list: its cells as JSON, what is odd about them, and what became of it in the current pass.
-- ordinal counts rows with content from 1; row_number is what the person's own program shows. What stands in outcome,
-- item_key, field and reason holds for the pass named beside it: a new pass need not touch every row to begin.
create table host_import_row (
  run_id text not null,
  ordinal bigint not null,
  row_number bigint not null,
  cells text not null,
  flags text,
  pass bigint not null,
  outcome text,
  item_key text,
  field text,
  reason text,
  constraint host_import_row_once primary key (run_id, ordinal)
);

create index host_import_row_by_outcome on host_import_row (run_id, pass, outcome, ordinal);
create index host_import_row_by_key on host_import_row (run_id, pass, item_key);
