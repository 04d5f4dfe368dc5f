-- What is installed. state: 'active', 'disabled' or 'quarantined' (paused by its circuit).
-- A disabled plugin keeps its tables and its row; only uninstalling removes them.
create table host_plugin (
  plugin_id text not null primary key,
  version text not null,
  state text not null,
  position bigint not null,
  reason text,
  installed_at bigint not null,
  updated_at bigint not null,
  constraint host_plugin_state check (state in ('active', 'disabled', 'quarantined'))
);

-- Bundles live in the database: a second host process, a backup and a roll-back then need no files.
create table host_plugin_version (
  plugin_id text not null,
  version text not null,
  sha256 text not null,
  bundle bytea not null,
  installed_at bigint not null,
  installed_by text not null,
  constraint host_plugin_version_once primary key (plugin_id, version)
);

-- Applied migrations with the checksum of their text: an edited old migration refuses the update (S19).
create table host_plugin_migration (
  plugin_id text not null,
  name text not null,
  position bigint not null,
  version text not null,
  checksum text not null,
  class text not null,
  applied_at bigint not null,
  constraint host_plugin_migration_once primary key (plugin_id, name)
);
