-- Puts a branch away, or back (null).
-- :archived_at bigint? · :now bigint · :branch_id text
update salon_branch set archived_at = :archived_at, updated_at = :now where branch_id = :branch_id
