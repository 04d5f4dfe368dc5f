-- The lines of some orders.
-- :order_ids list of text
-- row OrderLine
select order_line_id, order_id, item_id, quantity_milli, received_milli, price_minor from inventory_order_line
where order_id in (:order_ids) order by order_line_id
