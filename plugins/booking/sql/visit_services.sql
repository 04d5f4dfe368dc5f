-- What was done in some visits.
-- :appointment_ids list of text
select appointment_id, service_id, staff_id from booking_line where appointment_id in (:appointment_ids) order by appointment_id, position
