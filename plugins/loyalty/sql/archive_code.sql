-- Switched off, or on again.
-- :archived_at bigint? · :now bigint · :code_id text
update loyalty_code set archived_at = :archived_at, updated_at = :now where code_id = :code_id
