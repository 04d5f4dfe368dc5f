-- The rule ends; what was settled by it stays.
-- :recurring_id text · :now bigint
update finance_recurring set archived_at = :now where recurring_id = :recurring_id and archived_at is null
