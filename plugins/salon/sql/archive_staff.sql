-- Puts a card away, or back (null). History keeps pointing at it.
-- :archived_at bigint? · :now bigint · :staff_id text
update salon_staff set archived_at = :archived_at, updated_at = :now where staff_id = :staff_id
