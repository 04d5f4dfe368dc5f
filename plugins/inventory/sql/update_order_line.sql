-- Another quantity or price.
-- :quantity_milli bigint · :price_minor bigint · :order_line_id text
update inventory_order_line set quantity_milli = :quantity_milli, price_minor = :price_minor where order_line_id = :order_line_id
