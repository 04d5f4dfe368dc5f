-- One more thing to order; what is there already stays as it is.
-- :order_line_id text · :order_id text · :item_id text · :quantity_milli bigint · :price_minor bigint
insert into inventory_order_line (order_line_id, order_id, item_id, quantity_milli, received_milli, price_minor)
values (:order_line_id, :order_id, :item_id, :quantity_milli, 0, :price_minor)
on conflict (order_id, item_id) do nothing
