-- The next state of an order.
-- :state text · :now bigint · :order_id text
update inventory_order set state = :state, updated_at = :now where order_id = :order_id
