-- A visit as the checkout needs it.
-- :appointment_id text
-- one
select appointment_id, number, branch_id, client_id, staff_id, day, start_at, state, total_minor, deposit_minor
from x_booking_appointment where appointment_id = :appointment_id
