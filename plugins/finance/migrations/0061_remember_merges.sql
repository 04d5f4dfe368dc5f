-- R-C5: what a merge of two cards brought to the one that stays, so that it can go home when they part.
create table finance_merge (
  merge_id text primary key,
  -- The card that stays.
  client_id text not null,
  -- The card that is gone.
  merged_client_id text not null,
  at bigint not null,
  undone_at bigint
);
create index finance_merge_gone on finance_merge (merged_client_id, undone_at);
create table finance_merge_part (
  merge_id text not null references finance_merge (merge_id),
  kind text not null,
  part_id text not null,
  primary key (merge_id, kind, part_id),
  constraint finance_merge_part_kind check (kind in ('bill', 'deposit'))
);
-- What it had paid in for no visit in particular (an advance), where the books owe it.
create table finance_merge_advance (
  merge_id text not null references finance_merge (merge_id),
  branch_id text not null,
  amount_minor bigint not null,
  primary key (merge_id, branch_id)
);
