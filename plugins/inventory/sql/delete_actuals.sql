-- Forgets what was entered for a line.
-- :appointment_line_id text
delete from inventory_actual where appointment_line_id = :appointment_line_id
