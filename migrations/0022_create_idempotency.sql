-- The first answer to a keyed request, stored with what the request did (S18). The same key with another
-- body is refused, so a client cannot mistake one answer for another.
create table host_idempotency (
  caller text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  reply text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (caller, route, key)
);
create index host_idempotency_expiry on host_idempotency (expires_at);
