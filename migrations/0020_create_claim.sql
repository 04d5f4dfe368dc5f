-- Intervals of named resources: a master, a chair, a room. The database itself excludes overlaps, so no
-- isolation level, bug or second node can double-book (security.md promise 6). Half-open [start, end).
-- Resources are shared by all plugins: whoever names the same one competes for it.
--
-- `resource_hash` is 62 bits of SHA-256 over `resource`. PostgreSQL can exclude on ranges without an
-- extension but not on text, so the hash stands in as a one-point range; two names that share a hash
-- (one in 10^18 pairs) would at worst wait for each other.
-- `expires_at`: a hold that frees itself; whoever asks for the resource next removes it.
create table host_claim (
  plugin_id text not null,
  claim_id text not null,
  resource text not null,
  resource_hash bigint not null,
  start_at bigint not null,
  end_at bigint not null,
  expires_at bigint,
  created_at bigint not null,
  primary key (plugin_id, claim_id),
  constraint host_claim_interval check (start_at < end_at)
);
create index host_claim_ahead on host_claim (resource_hash, end_at);
create index host_claim_expiry on host_claim (expires_at) where expires_at is not null;

-- only postgres
alter table host_claim add constraint host_claim_overlap exclude using gist (
  int8range(resource_hash, resource_hash, '[]') with &&,
  int8range(start_at, end_at) with &&
);
-- end

-- only sqlite
-- The insert skips the row of the same key: the primary key settles that one, and an upsert fires this first.
create trigger host_claim_overlap_insert before insert on host_claim
begin
  select raise(abort, 'host_claim_overlap') from host_claim
  where resource_hash = new.resource_hash and end_at > new.start_at and start_at < new.end_at
      and not (plugin_id = new.plugin_id and claim_id = new.claim_id)
  limit 1;
end;
create trigger host_claim_overlap_update before update on host_claim
begin
  select raise(abort, 'host_claim_overlap') from host_claim
  where resource_hash = new.resource_hash and end_at > new.start_at and start_at < new.end_at
      and not (plugin_id = old.plugin_id and claim_id = old.claim_id)
  limit 1;
end;
-- end
