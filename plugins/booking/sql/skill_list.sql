-- What some masters can do, how long it takes them and for how much.
-- :staff_ids list of text
-- row Skill
select staff_id, service_id, duration_minutes, price_minor from x_salon_staff_service where staff_id in (:staff_ids)
