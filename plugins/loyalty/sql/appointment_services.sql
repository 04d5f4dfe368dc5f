-- What a visit was for.
-- :appointment_id text
select service_id from x_booking_appointment_line where appointment_id = :appointment_id
