-- Its lines.
-- :appointment_id text
-- row LineRow
select appointment_line_id, service_id, staff_id, start_at, end_at, duration_minutes, price_minor,
  active_minutes, processing_minutes, finish_minutes, buffer_before_minutes, buffer_after_minutes
from booking_line
where appointment_id = :appointment_id
order by position
