-- Puts a service away, or back (null).
-- :archived_at bigint? · :now bigint · :service_id text
update salon_service set archived_at = :archived_at, updated_at = :now where service_id = :service_id
