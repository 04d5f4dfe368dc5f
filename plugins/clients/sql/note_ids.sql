-- Every note about a client.
-- :client_id text
select note_id from clients_note where client_id = :client_id order by created_at, note_id
