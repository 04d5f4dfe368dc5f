-- Who it is.
-- :client_id text
-- one
select client_id, display_name, archived_at from x_clients_client where client_id = :client_id
