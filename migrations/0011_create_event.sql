-- Events (S12): what happened, written in the transaction in which it happened. payload is JSON text.
create table host_event (
  event_id text not null primary key,
  source text not null,
  topic text not null,
  ordering_key text not null,
  payload text not null,
  occurred_at bigint not null,
  cause_id text,
  cause_depth bigint not null
);

-- One row per event and subscriber. Claimed by state, never by "id greater than the last seen": the order of ids is
-- not the order of commits. position orders the deliveries of one subscriber with one key.
-- state: 'pending', 'done', 'dead' (waits for a person), 'dropped'.
create table host_delivery (
  delivery_id text not null primary key,
  event_id text not null,
  subscriber text not null,
  handler text not null,
  ordering_key text not null,
  position bigint not null,
  strict bigint not null,
  state text not null,
  attempts bigint not null,
  next_at bigint not null,
  last_error text,
  done_at bigint,
  constraint host_delivery_order unique (subscriber, ordering_key, position)
);

create index host_delivery_due on host_delivery (subscriber, next_at) where state = 'pending';
create index host_delivery_dead on host_delivery (state) where state = 'dead';

-- Jobs: events with a time. One waiting job per (plugin, job, key); a later one replaces it.
-- state: 'waiting' or 'dead'. A job that ran is gone.
create table host_job (
  job_id text not null primary key,
  plugin_id text not null,
  job text not null,
  dedup_key text not null,
  run_at bigint not null,
  payload text not null,
  state text not null,
  attempts bigint not null,
  last_error text,
  created_at bigint not null,
  constraint host_job_once unique (plugin_id, job, dedup_key)
);

create index host_job_due on host_job (run_at) where state = 'waiting';
