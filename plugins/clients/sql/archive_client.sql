-- Puts a card away, or back (null).
-- :client_id text · :archived_at bigint? · :now bigint
update clients_client set archived_at = :archived_at, updated_at = :now where client_id = :client_id
