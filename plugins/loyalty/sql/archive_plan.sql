-- Taken off the list; those that were sold stay.
-- :archived_at bigint? · :now bigint · :plan_id text
update loyalty_plan set archived_at = :archived_at, updated_at = :now where plan_id = :plan_id
