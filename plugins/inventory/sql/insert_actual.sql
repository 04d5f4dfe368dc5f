-- What was really taken.
-- :appointment_line_id text · :appointment_id text · :item_id text · :norm_milli bigint · :quantity_milli bigint · :reason text?
-- :person_name text? · :now bigint
insert into inventory_actual (appointment_line_id, appointment_id, item_id, norm_milli, quantity_milli, reason, person_name, updated_at)
values (:appointment_line_id, :appointment_id, :item_id, :norm_milli, :quantity_milli, :reason, :person_name, :now)
