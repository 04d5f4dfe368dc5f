-- A line of a provider's register.
-- :register_id text · :tender text · :reference text · :day text · :amount_minor bigint · :fee_minor bigint · :now bigint
insert into finance_register (register_id, tender, reference, day, amount_minor, fee_minor, created_at)
values (:register_id, :tender, :reference, :day, :amount_minor, :fee_minor, :now)
