-- Some services.
-- :service_ids list of text
-- row ServiceName
select service_id, name_uz, name_ru, name_en, price_minor from x_salon_service where service_id in (:service_ids)
