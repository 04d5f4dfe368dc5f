-- How long chairs were taken by visits.
-- :appointment_ids list of text
-- row VisitMinutes
select appointment_id, coalesce(sum(duration_minutes), 0) as minutes from x_booking_appointment_line where appointment_id in (:appointment_ids) group by appointment_id
