-- Services in use.
select service_id, category_name_uz, category_name_ru, category_name_en, name_uz, name_ru, name_en, price_minor
from x_salon_service
where archived_at is null
order by category_name_en, name_en
