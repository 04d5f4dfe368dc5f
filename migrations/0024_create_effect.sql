-- Something outside the database. `epoch` is the epoch of the salon (setting host/epoch) that wrote it: a restored
-- backup has a higher one, so nothing of the old life is sent by itself (promise 14).
create table host_effect (
  effect_id text not null primary key,
  plugin_id text not null,
  kind text not null,
  destination text,
  request text not null,
  state text not null constraint host_effect_state_known
      check (state in ('parked', 'ready', 'leased', 'done', 'failed', 'dead')),
  epoch bigint not null default 1,
  attempts bigint not null default 0,
  next_at bigint not null,
  lease_until bigint,
  lease_token text,
  response text,
  last_error text,
  created_at bigint not null,
  settled_at bigint
);
create index host_effect_due on host_effect (next_at) where state in ('ready', 'leased');
