-- The tech cards of some services.
-- :service_ids list of text
-- row Norm
select service_id, variant, item_id, quantity_milli, position from inventory_norm
where service_id in (:service_ids)
order by service_id, variant, position
