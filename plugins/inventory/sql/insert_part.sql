-- So much of an item goes into one package of a kit.
-- :kit_id text · :item_id text · :quantity_milli bigint
insert into inventory_part (kit_id, item_id, quantity_milli) values (:kit_id, :item_id, :quantity_milli)
