-- A late move's fee, once a change.
-- :change_id text · :appointment_id text · :fee_minor bigint · :kept_minor bigint · :billed_minor bigint · :bill_id text? · :now bigint
insert into finance_move_fee (change_id, appointment_id, fee_minor, kept_minor, billed_minor, bill_id, created_at)
values (:change_id, :appointment_id, :fee_minor, :kept_minor, :billed_minor, :bill_id, :now)
