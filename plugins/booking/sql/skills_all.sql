-- Who can do what.
-- row Skill
select staff_id, service_id, duration_minutes, price_minor from x_salon_staff_service order by staff_id, service_id
