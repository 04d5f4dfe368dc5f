-- The card became part of another, or is its own again (null).
-- :merged_into_id text? · :client_id text
update clients_client set merged_into_id = :merged_into_id where client_id = :client_id
