-- What is done in a visit, by whom, when and for how much.
select appointment_line_id, appointment_id, service_id, staff_id, start_at, end_at, duration_minutes, price_minor
from booking_line
