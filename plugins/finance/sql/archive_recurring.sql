-- It comes no more.
-- :recurring_id text · :now bigint
update finance_recurring set archived_at = :now where recurring_id = :recurring_id
