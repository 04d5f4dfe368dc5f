-- One person, one card, many ways to reach them.
-- Keys that R-C1 and R-C2 compute are stored beside what was typed: search and matching then need no
-- computation per row, and the person's own spelling is never lost.

create table clients_client (
  client_id text primary key,
  first_name text not null,
  last_name text,
  patronymic text,
  display_name text not null,
  language text,
  birth_date text,
  gender text,
  note text,
  -- What must be seen before work begins: allergies, contraindications.
  warning text,
  source text,
  -- Separated by commas.
  tags text,
  -- R-C2 name key, words separated and surrounded by spaces: ' shahnoza yusupova '.
  search_key text not null,
  -- R-C2 skeletons; '' where that part of the name is unknown.
  given_skeleton text not null,
  surname_skeleton text not null,
  created_at bigint not null,
  updated_at bigint not null,
  archived_at bigint,
  constraint clients_client_language check (language in ('uz', 'ru', 'en')),
  constraint clients_client_gender check (gender in ('female', 'male'))
);
-- The list's order is also its page key (R: keyset paging).
create index clients_client_order on clients_client (display_name, client_id);
create index clients_client_created on clients_client (created_at);
create index clients_client_given on clients_client (given_skeleton, surname_skeleton);

create table clients_phone (
  phone_id text primary key,
  client_id text not null references clients_client (client_id),
  -- E.164 by R-C1.
  phone text not null,
  -- As it was written.
  raw text not null,
  -- The digits backwards: people remember and dictate the last ones.
  reversed text not null,
  main boolean not null,
  shared boolean not null,
  created_at bigint not null
);
create unique index clients_phone_once on clients_phone (client_id, phone);
create index clients_phone_phone on clients_phone (phone);
create index clients_phone_reversed on clients_phone (reversed);

-- E-mail and messengers: kind is email, telegram or instagram.
create table clients_contact (
  contact_id text primary key,
  client_id text not null references clients_client (client_id),
  kind text not null,
  address text not null,
  created_at bigint not null,
  constraint clients_contact_kind check (kind in ('email', 'telegram', 'instagram'))
);
create unique index clients_contact_once on clients_contact (client_id, kind, address);
create index clients_contact_address on clients_contact (kind, address);

create table clients_note (
  note_id text primary key,
  client_id text not null references clients_client (client_id),
  body text not null,
  author_name text not null,
  created_at bigint not null
);
create index clients_note_client on clients_note (client_id, created_at);

-- Pairs that R-C3 finds worth a look. `different` is remembered for everyone and never asked again.
create table clients_duplicate (
  client_id text not null references clients_client (client_id),
  other_client_id text not null references clients_client (client_id),
  score bigint not null,
  state text not null,
  found_at bigint not null,
  decided_at bigint,
  primary key (client_id, other_client_id),
  -- One row per pair: the smaller id first.
  constraint clients_duplicate_order check (client_id < other_client_id),
  constraint clients_duplicate_state check (state in ('open', 'different'))
);
create index clients_duplicate_other on clients_duplicate (other_client_id);
create index clients_duplicate_waiting on clients_duplicate (state, score);

-- Rows already imported, by a fingerprint of their normalised values: a second import of the same
-- file finds every row here and changes nothing, even where a name alone could not be matched.
create table clients_imported (
  fingerprint text primary key,
  client_id text not null references clients_client (client_id),
  imported_at bigint not null
);
create index clients_imported_client on clients_imported (client_id);
