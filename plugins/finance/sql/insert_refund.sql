-- A refund.
-- :refund_id text · :bill_id text · :amount_minor bigint · :money_minor bigint · :points bigint · :reason text? · :person_name text? · :day text · :at bigint
insert into finance_refund (refund_id, bill_id, amount_minor, money_minor, points, reason, person_name, day, at)
values (:refund_id, :bill_id, :amount_minor, :money_minor, :points, :reason, :person_name, :day, :at)
