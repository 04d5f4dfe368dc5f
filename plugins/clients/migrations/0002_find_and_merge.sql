-- Additive. Search among a hundred thousand people, and two cards that become one.

-- Every spelling that occurs in a name, folded by R-C2, with its skeleton. Names repeat: a hundred thousand people have
-- a few thousand spellings, so looking through all of these for an inner part is cheap where looking through all cards
-- is not. Spellings that nobody has any more stay; they lead to nobody.
create table clients_spelling (
  word text primary key,
  skeleton text not null
);
create index clients_spelling_skeleton on clients_spelling (skeleton);

-- Who has that spelling. What the list sorts and chooses by stands here, too, so that a page of a search that finds
-- twenty thousand people never looks at their cards.
create table clients_word (
  client_id text not null references clients_client (client_id),
  word text not null,
  archived boolean not null,
  display_name text not null,
  primary key (client_id, word)
);
create index clients_word_word on clients_word (word, archived, display_name, client_id);

-- The cards of today: their keys hold the words between spaces. Five words are more than a given name, a surname and a
-- patronymic have; a sixth is found again when its card is next saved.
insert into clients_word (client_id, word, archived, display_name)
with
  w1 as (select client_id, archived_at, display_name, substr(search_key, 2) as rest from clients_client where search_key <> ''),
  w2 as (select client_id, archived_at, display_name, substr(rest, strpos(rest, ' ') + 1) as rest from w1),
  w3 as (select client_id, archived_at, display_name, substr(rest, strpos(rest, ' ') + 1) as rest from w2),
  w4 as (select client_id, archived_at, display_name, substr(rest, strpos(rest, ' ') + 1) as rest from w3),
  w5 as (select client_id, archived_at, display_name, substr(rest, strpos(rest, ' ') + 1) as rest from w4),
  parts as (
    select client_id, archived_at, display_name, rest from w1
    union all select client_id, archived_at, display_name, rest from w2
    union all select client_id, archived_at, display_name, rest from w3
    union all select client_id, archived_at, display_name, rest from w4
    union all select client_id, archived_at, display_name, rest from w5)
select distinct client_id, substr(rest, 1, strpos(rest, ' ') - 1) as word, (archived_at is not null) as archived, display_name
from parts
where strpos(rest, ' ') > 1;

-- R-C2: o and u are heard as a, e and y as i; then doubles are one.
insert into clients_spelling (word, skeleton)
select distinct word, replace(replace(replace(replace(
  replace(replace(replace(replace(word, 'o', 'a'), 'u', 'a'), 'e', 'i'), 'y', 'i'),
  'aa', 'a'), 'aa', 'a'), 'ii', 'i'), 'ii', 'i') as skeleton
from clients_word;

-- R-C4: the card that this one became part of. It is put away then, and no search shows it.
alter table clients_client add column merged_into_id text;
create index clients_client_merged on clients_client (merged_into_id);

-- R-C4: each merge with both cards as they were and the one that stayed as it became, as JSON; R-C5 puts them back.
create table clients_merge (
  merge_id text primary key,
  -- The card that stays.
  client_id text not null references clients_client (client_id),
  merged_client_id text not null references clients_client (client_id),
  before text not null,
  merged_before text not null,
  after text not null,
  person_id text,
  person_name text,
  merged_at bigint not null,
  unmerged_at bigint,
  unmerged_by text
);
create index clients_merge_client on clients_merge (client_id, merged_at);
create index clients_merge_merged on clients_merge (merged_client_id);
