-- Services with their category's names and their duration.
select s.service_id, s.category_id,
  c.name_uz as category_name_uz, c.name_ru as category_name_ru, c.name_en as category_name_en,
  s.name_uz, s.name_ru, s.name_en,
  s.active_minutes + s.processing_minutes + s.finish_minutes as duration_minutes,
  s.price_minor, s.buffer_before_minutes, s.buffer_after_minutes,
  s.active_minutes, s.processing_minutes, s.finish_minutes,
  s.online, s.archived_at
from salon_service s
join salon_category c on c.category_id = s.category_id
