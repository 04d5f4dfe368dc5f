-- Visits of the demo whose client was asked to pay in and has not yet, in order.
-- :from text
-- row DemoDeposit
select a.appointment_id, a.branch_id, a.day, a.state, a.total_minor, a.deposit_minor
from x_booking_appointment a left join finance_deposit d on d.appointment_id = a.appointment_id
where a.day >= :from and a.deposit_minor > 0 and a.client_id is not null and d.deposit_id is null
  and a.state in ('booked', 'confirmed', 'no_show', 'cancelled_early', 'cancelled_late')
order by a.start_at, a.appointment_id
