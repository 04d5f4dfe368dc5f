-- A note.
-- :note_id text · :client_id text · :body text · :author_name text · :now bigint
insert into clients_note (note_id, client_id, body, author_name, created_at)
values (:note_id, :client_id, :body, :author_name, :now)
