-- A single payment is paid or dropped, once.
-- :state text · :amount_minor bigint · :now bigint · :planned_id text
update finance_planned set state = :state, amount_minor = :amount_minor, settled_at = :now where planned_id = :planned_id and state = 'planned'
