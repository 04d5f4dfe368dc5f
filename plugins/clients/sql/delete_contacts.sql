-- All addresses of a client.
-- :client_id text
delete from clients_contact where client_id = :client_id
