-- Notes for the whole salon. Every table of this plugin is called hello_….

create table hello_note (
  note_id text primary key,
  body text not null,
  created_at bigint not null,
  constraint hello_note_body_once unique (body)
);
