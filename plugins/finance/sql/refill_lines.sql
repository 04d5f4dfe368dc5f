-- Other visits in the lost time of the same masters.
-- :from text · :to text · :branch_id text?
-- row RefillLine
select f.staff_id, f.start_at, f.end_at, f.price_minor, v.placed_at, v.created_at
from x_booking_appointment v join x_booking_appointment_line f on f.appointment_id = v.appointment_id
where v.day >= :from and v.day <= :to and (:branch_id is null or v.branch_id = :branch_id)
  and v.state in ('booked', 'confirmed', 'arrived', 'in_service', 'completed')
  and exists (select 1 from x_booking_appointment a join x_booking_appointment_line l on l.appointment_id = a.appointment_id
    where a.day = v.day and a.branch_id = v.branch_id and a.state in ('no_show', 'cancelled_late')
      and l.staff_id = f.staff_id and l.start_at < f.end_at and l.end_at > f.start_at)
order by f.start_at, f.appointment_line_id
