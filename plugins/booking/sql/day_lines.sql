-- Lines of the visits of a branch on some days, cancelled ones included.
-- :from_day text · :to_day text (inclusive) · :branch_id text
-- row DayLine
select a.appointment_id, a.number, a.branch_id, a.client_id, a.day, a.state, a.late, a.source, a.total_minor, a.note, a.hold_until,
  l.appointment_line_id, l.position, l.service_id, l.staff_id, l.start_at, l.end_at, l.price_minor,
  l.active_minutes, l.processing_minutes, l.finish_minutes, l.buffer_before_minutes, l.buffer_after_minutes, l.blocking,
  c.display_name as client_name, c.warning
from booking_appointment a
join booking_line l on l.appointment_id = a.appointment_id
left join x_clients_client c on c.client_id = a.client_id
where a.day >= :from_day and a.day <= :to_day and a.branch_id = :branch_id
order by l.start_at, a.appointment_id, l.position
