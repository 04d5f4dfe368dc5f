-- Puts a card away, or back (null).
-- :archived_at bigint? · :now bigint · :client_id text
update clients_client set archived_at = :archived_at, updated_at = :now where client_id = :client_id
