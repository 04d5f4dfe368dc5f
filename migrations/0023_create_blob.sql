-- Uploaded files. In the database, so that a backup is one thing and a rolled back call leaves no file.
create table host_blob (
  blob_id text not null primary key,
  plugin_id text not null,
  name text,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  bytes bytea not null,
  created_by text,
  created_at bigint not null
);
create index host_blob_plugin on host_blob (plugin_id, created_at);
