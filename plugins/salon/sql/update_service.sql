-- A service as its form says. Appointments keep the price and length they were booked with (R-B8).
-- :category_id text · :name_uz text · :name_ru text · :name_en text · :active_minutes bigint
-- :processing_minutes bigint · :finish_minutes bigint · :buffer_before_minutes bigint · :buffer_after_minutes bigint
-- :price_minor bigint · :online boolean · :now bigint · :service_id text
update salon_service
set category_id = :category_id, name_uz = :name_uz, name_ru = :name_ru, name_en = :name_en, active_minutes = :active_minutes,
  processing_minutes = :processing_minutes, finish_minutes = :finish_minutes, buffer_before_minutes = :buffer_before_minutes,
  buffer_after_minutes = :buffer_after_minutes, price_minor = :price_minor, online = :online, updated_at = :now
where service_id = :service_id
