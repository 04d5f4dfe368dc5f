-- What is done in it.
-- :appointment_id text
-- row VisitLine
select appointment_line_id, appointment_id, service_id, staff_id from x_booking_appointment_line
where appointment_id = :appointment_id order by start_at, appointment_line_id
