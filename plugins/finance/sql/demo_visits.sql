-- Visits of the demo that are over and have no bill yet, in order.
-- :limit bigint
-- row DemoVisit
select a.appointment_id, a.branch_id, a.client_id, a.staff_id, a.day, a.end_at, a.total_minor
from x_booking_appointment a left join finance_bill b on b.appointment_id = a.appointment_id
where a.state = 'completed' and a.source <> 'import' and b.bill_id is null and a.total_minor > 0
order by a.end_at, a.appointment_id limit :limit
