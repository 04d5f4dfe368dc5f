-- Which of these rows came before.
-- :keys list of text
select import_key, appointment_id, state, total_minor from booking_appointment where import_key in (:keys)
