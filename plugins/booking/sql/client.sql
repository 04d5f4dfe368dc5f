-- Whose visit it is.
-- :client_id text
-- one
select client_id, display_name, first_name, warning, archived_at from x_clients_client where client_id = :client_id
