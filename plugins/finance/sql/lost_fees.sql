-- What was kept or billed for them (R-B9).
-- :from text · :to text · :branch_id text?
-- row LostFee
select d.appointment_id, d.kept_minor + d.billed_minor as fee_minor
from finance_deposit d join x_booking_appointment a on a.appointment_id = d.appointment_id
where a.day >= :from and a.day <= :to and (:branch_id is null or a.branch_id = :branch_id) and a.state in ('no_show', 'cancelled_late')
  and d.kept_minor + d.billed_minor > 0
