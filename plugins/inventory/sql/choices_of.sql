-- The variants chosen for a visit.
-- :appointment_id text
-- row Choice
select appointment_line_id, variant from inventory_choice where appointment_id = :appointment_id
