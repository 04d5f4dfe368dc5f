-- R-C5: what a merge brought to the card that stays, so that it can go home, and where a card went meanwhile.
create table loyalty_merge (
  merge_id text primary key,
  -- The card that stays.
  client_id text not null,
  -- The card that is gone.
  merged_client_id text not null,
  -- Its loyalty card as it was; null = it had none.
  card_code text,
  tier text,
  tier_since text,
  short_since text,
  at bigint not null,
  undone_at bigint
);
create index loyalty_merge_gone on loyalty_merge (merged_client_id, undone_at);
create table loyalty_merge_part (
  merge_id text not null references loyalty_merge (merge_id),
  kind text not null,
  part_id text not null,
  primary key (merge_id, kind, part_id),
  constraint loyalty_merge_part_kind check (kind in ('lot', 'certificate', 'membership', 'payment', 'code_use'))
);
