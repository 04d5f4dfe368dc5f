-- Files brought in. A run remembers how far it came, so an interrupted one goes on.
create table host_import_run (
  import_run_id text not null primary key,
  plugin_id text not null,
  name text not null,
  file_name text not null,
  file_sha256 text not null,
  blob_id text,
  account_id text,
  mapping text not null default '{}',
  options text not null default '{}',
  dry_run bigint not null default 1,
  state text not null constraint host_import_run_state_known
      check (state in ('mapping', 'running', 'paused', 'done', 'failed', 'cancelled')),
  rows_total bigint not null default 0,
  rows_done bigint not null default 0,
  rows_created bigint not null default 0,
  rows_updated bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_rejected bigint not null default 0,
  last_error text,
  created_at bigint not null,
  updated_at bigint not null,
  finished_at bigint
);
create index host_import_run_recent on host_import_run (created_at);
create index host_import_run_open on host_import_run (state) where state in ('running', 'paused');

-- The outcome of each row that needs to be shown again. `cells` is the row as read (JSON), so that the
-- owner can download the rejected ones, correct them and bring only those.
create table host_import_row (
  import_run_id text not null references host_import_run (import_run_id) on delete cascade,
  row_number bigint not null,
  outcome text not null constraint host_import_row_outcome_known
      check (outcome in ('created', 'updated', 'unchanged', 'rejected')),
  row_key text,
  field text,
  reason text,
  cells text,
  primary key (import_run_id, row_number)
);
create index host_import_row_outcome on host_import_row (import_run_id, outcome, row_number);
