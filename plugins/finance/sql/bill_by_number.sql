-- Bills with this number, the newest first.
-- :number bigint
-- row Bill
select bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, rounding_minor, due_minor,
  paid_minor, debt_minor, refunded_minor, tips_minor, code, points, refunded_points, silent, person_name, created_at, closed_at
from finance_bill where number = :number order by created_at desc limit 5
