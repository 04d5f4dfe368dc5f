-- Names of some clients.
-- :client_ids list of text
select client_id, display_name from x_clients_client where client_id in (:client_ids)
