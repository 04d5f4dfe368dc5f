-- Who did what. Written in the transaction of the deed; a refused attempt in one of its own.
-- No chain here: counting in the hot path would make every command wait for every other. The sealer
-- numbers and chains the rows afterwards (security.md 4.4).
-- `proof` is an HMAC over the row: an edited or smuggled row is found even before it is sealed.
create table host_audit (
  audit_id text not null primary key,
  occurred_at bigint not null,
  actor text not null,
  on_behalf_of text not null,
  plugin_id text not null,
  plugin_version text not null,
  action text not null,
  input text not null,
  request_id text not null,
  proof text not null,
  sealed bigint not null default 0
);
-- The few that wait for the sealer, found without walking the log.
create index host_audit_waiting on host_audit (occurred_at, audit_id) where sealed = 0;
create index host_audit_time on host_audit (occurred_at);
create index host_audit_actor on host_audit (actor, occurred_at);

-- hash(n) = SHA-256(hash(n-1), n, proof(n)). Truncation is found against heads kept outside.
create table host_audit_seal (
  sequence bigint not null primary key,
  audit_id text not null constraint host_audit_seal_row_key unique,
  hash text not null,
  sealed_at bigint not null
);
