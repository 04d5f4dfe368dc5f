-- What was done in a branch's finished visits that have taken nothing yet, in order.
-- :branch_id text · :from text · :to text
-- row DemoWork
select a.appointment_id, l.appointment_line_id, l.service_id, l.staff_id, a.day, a.end_at
from x_booking_appointment a join x_booking_appointment_line l on l.appointment_id = a.appointment_id
where a.branch_id = :branch_id and a.day >= :from and a.day <= :to and a.state = 'completed' and a.source <> 'import'
  and not exists (select 1 from inventory_document d where d.appointment_id = a.appointment_id)
order by a.end_at, a.appointment_id, l.start_at, l.appointment_line_id
