-- The lines are written anew with every change of the visit.
-- :appointment_id text
delete from booking_line where appointment_id = :appointment_id
