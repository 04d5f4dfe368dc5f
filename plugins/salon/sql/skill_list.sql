-- All services in use, and how this master does them.
-- :staff_id text
select s.service_id, s.category_id, c.name_uz as category_name_uz, c.name_ru as category_name_ru, c.name_en as category_name_en,
  s.name_uz, s.name_ru, s.name_en, s.active_minutes + s.processing_minutes + s.finish_minutes as usual_minutes,
  s.price_minor as usual_price_minor, (k.staff_id is not null) as can, k.duration_minutes, k.price_minor
from salon_service s
join salon_category c on c.category_id = s.category_id
left join salon_staff_service k on k.service_id = s.service_id and k.staff_id = :staff_id
where s.archived_at is null
order by c.position, c.name_ru, s.position, s.name_ru
