-- Who has been served, and for how much, in the last year: the demo pays these visits.
-- :from_day text · :to_day text · :limit bigint · :offset bigint
select a.appointment_id, a.client_id, a.branch_id, a.day, a.total_minor
from x_booking_appointment a
where a.state = 'completed' and a.client_id is not null and a.day >= :from_day and a.day <= :to_day
order by a.day, a.appointment_id
limit :limit offset :offset
