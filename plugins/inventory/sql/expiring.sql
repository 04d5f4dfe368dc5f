-- What expires soon or already has, of some stores.
-- :store_ids list of text · :until text
-- row Expiring
select l.layer_id, l.item_id, l.store_id, l.quantity_milli, l.lot, l.usable_until
from inventory_layer l
where l.store_id in (:store_ids) and l.quantity_milli > 0 and l.usable_until is not null and l.usable_until <= :until
order by l.usable_until
limit 500
