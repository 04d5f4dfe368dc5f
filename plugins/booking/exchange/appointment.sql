-- Visits, holds included: a hold takes time like any other.
select appointment_id, number, branch_id, client_id, staff_id, day, start_at, end_at, state, total_minor, source, created_at
from booking_appointment
