-- A master can do a service; null = as long and as dear as usual.
-- :staff_id text · :service_id text · :duration_minutes bigint? · :price_minor bigint?
insert into salon_staff_service (staff_id, service_id, duration_minutes, price_minor)
values (:staff_id, :service_id, :duration_minutes, :price_minor)
on conflict (staff_id, service_id) do update set duration_minutes = excluded.duration_minutes, price_minor = excluded.price_minor
