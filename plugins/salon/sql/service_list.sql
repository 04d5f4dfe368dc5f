-- Services by category, archived or not.
-- :archived boolean
select s.service_id, s.category_id, c.name_uz as category_name_uz, c.name_ru as category_name_ru, c.name_en as category_name_en,
  s.name_uz, s.name_ru, s.name_en, s.active_minutes + s.processing_minutes + s.finish_minutes as duration_minutes,
  s.active_minutes, s.processing_minutes, s.finish_minutes, s.buffer_before_minutes, s.buffer_after_minutes,
  s.price_minor, s.online, s.archived_at,
  (select count(*) from salon_staff_service k join salon_staff f on f.staff_id = k.staff_id
    where k.service_id = s.service_id and f.archived_at is null) as masters
from salon_service s
join salon_category c on c.category_id = s.category_id
where (s.archived_at is not null) = :archived
order by c.position, c.name_ru, s.position, s.name_ru
