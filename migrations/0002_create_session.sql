-- Signed-in browsers. Only the SHA-256 of the cookie is kept: a stolen backup holds no live session.
-- session_id is for lists and for revoking; it opens nothing.
create table host_session (
  session_hash text not null primary key,
  session_id text not null,
  account_id text not null,
  permission_version bigint not null,
  user_agent text not null,
  ip text not null,
  created_at bigint not null,
  seen_at bigint not null,
  confirmed_at bigint not null,
  constraint host_session_id_once unique (session_id)
);

create index host_session_account on host_session (account_id);

-- Bearer tokens of scripts, with the rights of their account. Only the SHA-256 is kept.
create table host_token (
  token_id text not null primary key,
  token_hash text not null,
  account_id text not null,
  name text not null,
  created_at bigint not null,
  revoked_at bigint,
  constraint host_token_hash_once unique (token_hash)
);

-- Failed sign-ins per account and per network. Counted in their own committed transaction, so that
-- an attempt that fails otherwise still counts, on every node.
create table host_guess (
  guess_key text not null primary key,
  failures bigint not null,
  blocked_until bigint not null,
  updated_at bigint not null
);
