-- Some layers by their ids, empty ones too: goods come back into theirs.
-- :ids list of text
-- row LayerRow
select layer_id, item_id, store_id, quantity_milli, value_minor, received_at, lot, expires, opened, usable_until
from inventory_layer
where layer_id in (:ids)
