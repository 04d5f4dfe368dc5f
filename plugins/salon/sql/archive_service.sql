-- Puts a service away, or back (null).
-- :service_id text · :archived_at bigint? · :now bigint
update salon_service set archived_at = :archived_at, updated_at = :now where service_id = :service_id
