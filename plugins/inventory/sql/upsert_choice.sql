-- The variant of a line.
-- :appointment_line_id text · :appointment_id text · :variant text · :now bigint
insert into inventory_choice (appointment_line_id, appointment_id, variant, updated_at)
values (:appointment_line_id, :appointment_id, :variant, :now)
on conflict (appointment_line_id) do update set variant = excluded.variant, updated_at = excluded.updated_at
