-- Takes away what the form no longer ticks.
-- :staff_id text · :kept list of text
delete from salon_staff_service where staff_id = :staff_id and service_id not in (:kept)
