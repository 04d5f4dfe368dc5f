-- Bills of some days, the newest first, from behind one of them on.
-- :branch_id text · :from text · :to text · :state text? · :before bigint · :bill text · :limit bigint
-- row Bill
select bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, rounding_minor, due_minor,
  paid_minor, debt_minor, refunded_minor, tips_minor, code, points, refunded_points, silent, person_name, created_at, closed_at
from finance_bill where branch_id = :branch_id and day >= :from and day <= :to and (:state is null or state = :state)
  and (created_at < :before or (created_at = :before and bill_id > :bill))
order by created_at desc, bill_id limit :limit
