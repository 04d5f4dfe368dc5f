-- Notes about a client, the newest first.
-- :client_id text
select note_id, body, author_name, created_at from clients_note where client_id = :client_id order by created_at desc limit 100
