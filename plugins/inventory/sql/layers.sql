-- What is left of receipts, debts included, of some items in some stores.
-- :item_ids list of text · :store_ids list of text
-- row LayerRow
select layer_id, item_id, store_id, quantity_milli, value_minor, received_at, lot, expires, opened, usable_until
from inventory_layer
where item_id in (:item_ids) and store_id in (:store_ids) and quantity_milli <> 0
order by received_at, layer_id
