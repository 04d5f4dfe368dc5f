-- One service.
-- :service_id text
-- one
select service_id, category_id, name_uz, name_ru, name_en, active_minutes, processing_minutes, finish_minutes,
  buffer_before_minutes, buffer_after_minutes, price_minor, online, archived_at
from salon_service
where service_id = :service_id
