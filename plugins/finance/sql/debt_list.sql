-- Who owes the salon: bills with a debt, the oldest first.
-- row Bill
select bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, rounding_minor, due_minor,
  paid_minor, debt_minor, refunded_minor, tips_minor, code, points, refunded_points, silent, person_name, created_at, closed_at
from finance_bill where state = 'part_paid' order by created_at, bill_id limit 200
