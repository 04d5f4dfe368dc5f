-- What visits took from the stock.
-- :appointment_ids list of text
-- row VisitMaterials
select appointment_id, coalesce(sum(cost_minor), 0) as cost_minor from x_inventory_usage where appointment_id in (:appointment_ids) group by appointment_id
