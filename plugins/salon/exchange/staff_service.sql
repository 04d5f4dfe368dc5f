-- Who can do what, how long it takes them and what it costs with them.
select k.staff_id, k.service_id,
  coalesce(k.duration_minutes, s.active_minutes + s.processing_minutes + s.finish_minutes) as duration_minutes,
  coalesce(k.price_minor, s.price_minor) as price_minor
from salon_staff_service k
join salon_service s on s.service_id = k.service_id
