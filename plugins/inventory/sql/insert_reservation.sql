-- A line of a bill holds goods.
-- :line_id text · :bill_id text · :item_id text · :store_id text · :quantity_milli bigint · :now bigint
insert into inventory_reservation (line_id, bill_id, item_id, store_id, quantity_milli, created_at)
values (:line_id, :bill_id, :item_id, :store_id, :quantity_milli, :now)
