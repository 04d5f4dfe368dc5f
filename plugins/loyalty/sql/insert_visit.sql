-- A visit of a membership. A line or an appointment has one.
-- :visit_id text · :membership_id text · :kind text · :state text · :bill_id text? · :line_id text? · :appointment_id text? · :service_id text? · :amount_minor bigint · :day text · :now bigint
-- try
insert into loyalty_visit (visit_id, membership_id, kind, state, bill_id, line_id, appointment_id, service_id, amount_minor, day, at)
values (:visit_id, :membership_id, :kind, :state, :bill_id, :line_id, :appointment_id, :service_id, :amount_minor, :day, :now)
