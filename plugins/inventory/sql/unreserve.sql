-- Gives back what a bill held.
-- :quantity_milli bigint · :now bigint · :item_id text · :store_id text
update inventory_balance set reserved_milli = reserved_milli - :quantity_milli, updated_at = :now
where item_id = :item_id and store_id = :store_id
