-- Some services by their ids.
-- :ids list of text
-- row Service
select service_id, name_uz, name_ru, name_en from x_salon_service where service_id in (:ids)
