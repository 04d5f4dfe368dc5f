-- How long masters worked in visits that are done.
-- :branch_id text? · :from text · :to text
-- row Minutes
select l.staff_id, coalesce(sum(l.duration_minutes), 0) as minutes
from x_booking_appointment_line l join x_booking_appointment a on a.appointment_id = l.appointment_id
where a.day >= :from and a.day <= :to and (:branch_id is null or a.branch_id = :branch_id) and a.state = 'completed'
group by l.staff_id
