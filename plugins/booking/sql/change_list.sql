-- The visit's history, the newest first.
-- :appointment_id text
select change_id, kind, person_name, created_at from booking_change where appointment_id = :appointment_id order by created_at desc, change_id desc limit 20
