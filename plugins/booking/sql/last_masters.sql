-- R-B6 (1): who served the client last; a few lines more than three visits have.
-- :client_id text
select a.appointment_id, l.staff_id
from booking_appointment a
join booking_line l on l.appointment_id = a.appointment_id
where a.client_id = :client_id and a.state = 'completed'
order by a.start_at desc, l.position
limit 12
