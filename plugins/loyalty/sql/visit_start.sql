-- When a visit begins, as far as the calendar knows.
-- :appointment_id text
-- one
select start_at from x_booking_appointment where appointment_id = :appointment_id
