-- A tip (R-P10).
-- :tip_id text · :bill_id text · :staff_id text · :tender text · :amount_minor bigint · :day text · :at bigint
insert into finance_tip (tip_id, bill_id, staff_id, tender, amount_minor, day, at)
values (:tip_id, :bill_id, :staff_id, :tender, :amount_minor, :day, :at)
