-- A single payment is paid or dropped, once.
-- :planned_id text · :state text · :amount_minor bigint · :now bigint
update finance_planned set state = :state, amount_minor = :amount_minor, settled_at = :now where planned_id = :planned_id and state = 'planned'
