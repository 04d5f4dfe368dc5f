-- A visit as the calendar has it.
-- :appointment_id text
-- one
-- row Visit
select appointment_id, number, branch_id, client_id, staff_id, day, start_at, state from x_booking_appointment where appointment_id = :appointment_id
