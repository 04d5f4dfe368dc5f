-- One change, to be undone.
-- :change_id text · :appointment_id text
-- one
-- row ChangeRow
select change_id, kind, before, after from booking_change where change_id = :change_id and appointment_id = :appointment_id
