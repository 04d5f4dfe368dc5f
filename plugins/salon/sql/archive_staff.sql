-- Puts a card away, or back (null). History keeps pointing at it.
-- :staff_id text · :archived_at bigint? · :now bigint
update salon_staff set archived_at = :archived_at, updated_at = :now where staff_id = :staff_id
