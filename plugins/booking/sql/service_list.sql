-- Services in use.
-- row Service
select service_id, category_name_uz, category_name_ru, category_name_en, name_uz, name_ru, name_en, duration_minutes, price_minor,
  buffer_before_minutes, buffer_after_minutes, active_minutes, processing_minutes, finish_minutes, online
from x_salon_service
where archived_at is null
order by category_name_en, name_en
