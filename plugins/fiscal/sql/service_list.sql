-- Services by their names.
-- row Thing
select service_id as subject, name_uz, name_ru, name_en from x_salon_service where archived_at is null order by name_en, service_id
