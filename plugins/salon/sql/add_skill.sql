-- A master can do a service; what was agreed before stays.
-- :staff_id text · :service_id text
insert into salon_staff_service (staff_id, service_id) values (:staff_id, :service_id)
on conflict (staff_id, service_id) do nothing
