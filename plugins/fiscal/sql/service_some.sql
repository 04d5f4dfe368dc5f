-- Names of some services, archived ones too: they were sold.
-- :ids list of text
-- row Thing
select service_id as subject, name_uz, name_ru, name_en from x_salon_service where service_id in (:ids)
