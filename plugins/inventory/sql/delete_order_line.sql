-- Not to be ordered after all.
-- :order_line_id text
delete from inventory_order_line where order_line_id = :order_line_id
