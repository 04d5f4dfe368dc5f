-- What a draft says of itself.
-- :supplier_id text? · :note text? · :expected_day text? · :now bigint · :order_id text
update inventory_order set supplier_id = :supplier_id, note = :note, expected_day = :expected_day, updated_at = :now where order_id = :order_id
