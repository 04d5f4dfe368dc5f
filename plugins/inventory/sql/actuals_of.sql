-- What was really taken in a visit.
-- :appointment_id text
-- row Actual
select appointment_line_id, item_id, norm_milli, quantity_milli, reason, person_name from inventory_actual
where appointment_id = :appointment_id order by appointment_line_id, item_id
