-- Removes a note.
-- :note_id text · :client_id text
delete from clients_note where note_id = :note_id and client_id = :client_id
