-- The bill of a visit that stands (there is at most one).
-- :appointment_id text
-- one
-- row Bill
select bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, rounding_minor, due_minor,
  paid_minor, debt_minor, refunded_minor, tips_minor, code, points, refunded_points, silent, person_name, created_at, closed_at
from finance_bill where appointment_id = :appointment_id and state in ('open', 'part_paid', 'paid')
