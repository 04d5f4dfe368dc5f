-- A new service, after the others of its category.
-- :service_id text · :category_id text · :name_uz text · :name_ru text · :name_en text
-- :active_minutes bigint · :processing_minutes bigint · :finish_minutes bigint
-- :buffer_before_minutes bigint · :buffer_after_minutes bigint · :price_minor bigint · :online boolean · :now bigint
insert into salon_service (service_id, category_id, name_uz, name_ru, name_en, active_minutes, processing_minutes, finish_minutes,
  buffer_before_minutes, buffer_after_minutes, price_minor, online, position, created_at, updated_at)
select :service_id, :category_id, :name_uz, :name_ru, :name_en, :active_minutes, :processing_minutes, :finish_minutes,
  :buffer_before_minutes, :buffer_after_minutes, :price_minor, :online, coalesce(max(position), 0) + 1, :now, :now
from salon_service where category_id = :category_id
