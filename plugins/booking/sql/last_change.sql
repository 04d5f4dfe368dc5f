-- The latest change of a kind.
-- :appointment_id text · :kind text
-- one
select before from booking_change where appointment_id = :appointment_id and kind = :kind order by created_at desc, change_id desc limit 1
