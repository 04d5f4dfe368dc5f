-- A client's name.
-- :client_id text
-- one
select client_id, display_name from x_clients_client where client_id = :client_id
