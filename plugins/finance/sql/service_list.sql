-- Services, archived ones included: old bills name them.
-- row Service
select service_id, category_id, name_uz, name_ru, name_en, price_minor, archived_at from x_salon_service order by name_en, service_id
