-- Adds a note.
-- :note_id text · :body text · :created_at bigint
insert into hello_note (note_id, body, created_at)
values (:note_id, :body, :created_at)
