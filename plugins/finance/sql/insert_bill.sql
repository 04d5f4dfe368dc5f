-- A bill as it is opened.
-- :bill_id text · :number bigint · :branch_id text · :client_id text? · :appointment_id text? · :day text · :state text
-- :total_minor bigint · :discount_minor bigint · :rounding_minor bigint · :due_minor bigint · :paid_minor bigint · :debt_minor bigint
-- :tips_minor bigint · :code text? · :points bigint · :silent text? · :person_name text? · :now bigint · :closed_at bigint?
insert into finance_bill (bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, rounding_minor,
  due_minor, paid_minor, debt_minor, refunded_minor, tips_minor, code, points, refunded_points, silent, person_name, created_at, closed_at, updated_at)
values (:bill_id, :number, :branch_id, :client_id, :appointment_id, :day, :state, :total_minor, :discount_minor, :rounding_minor,
  :due_minor, :paid_minor, :debt_minor, 0, :tips_minor, :code, :points, 0, :silent, :person_name, :now, :closed_at, :now)
