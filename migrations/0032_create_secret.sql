-- What the owner entered and nobody reads again: keys and passwords of foreign systems. sealed = nonce and ciphertext
-- under a key that lies outside the database (security.md 4.1, "Secrets").
create table host_secret (
  plugin_id text not null,
  name text not null,
  sealed bytea not null,
  updated_at bigint not null,
  constraint host_secret_once primary key (plugin_id, name)
);
