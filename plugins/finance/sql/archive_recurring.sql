-- The rule ends; what was settled by it stays.
-- :now bigint · :recurring_id text
update finance_recurring set archived_at = :now where recurring_id = :recurring_id and archived_at is null
