-- The catalogue, for tech cards.
-- row Service
select service_id, name_uz, name_ru, name_en from x_salon_service where archived_at is null order by category_name_en, name_en
