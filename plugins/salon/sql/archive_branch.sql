-- Puts a branch away, or back (null).
-- :branch_id text · :archived_at bigint? · :now bigint
update salon_branch set archived_at = :archived_at, updated_at = :now where branch_id = :branch_id
