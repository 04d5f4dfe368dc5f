-- What was to be done in visits that nobody came to or that were cancelled late.
-- :from text · :to text · :branch_id text?
-- row LostLine
select l.appointment_id, l.staff_id, l.start_at, l.end_at, l.price_minor, a.state, a.lost_at
from x_booking_appointment a join x_booking_appointment_line l on l.appointment_id = a.appointment_id
where a.day >= :from and a.day <= :to and (:branch_id is null or a.branch_id = :branch_id) and a.state in ('no_show', 'cancelled_late')
order by l.start_at, l.appointment_line_id
