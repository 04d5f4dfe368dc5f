-- What changed, before and after.
-- :change_id text · :appointment_id text · :kind text · :before text? · :after text · :bypassed text? · :person_id text? · :person_name text? · :now bigint
insert into booking_change (change_id, appointment_id, kind, before, after, bypassed, person_id, person_name, created_at)
values (:change_id, :appointment_id, :kind, :before, :after, :bypassed, :person_id, :person_name, :now)
