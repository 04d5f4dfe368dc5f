-- Some of it came.
-- :quantity_milli bigint · :order_line_id text
update inventory_order_line set received_milli = received_milli + :quantity_milli where order_line_id = :order_line_id
