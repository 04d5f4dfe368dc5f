-- A service takes so much of an item.
-- :service_id text · :variant text · :item_id text · :quantity_milli bigint · :position bigint
insert into inventory_norm (service_id, variant, item_id, quantity_milli, position)
values (:service_id, :variant, :item_id, :quantity_milli, :position)
