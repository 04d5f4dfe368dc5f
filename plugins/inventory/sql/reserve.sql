-- Holds some of what is free; nothing is changed if there is too little: the last piece goes to one bill only.
-- :quantity_milli bigint · :now bigint · :item_id text · :store_id text · :usable_milli bigint
update inventory_balance set reserved_milli = reserved_milli + :quantity_milli, updated_at = :now
where item_id = :item_id and store_id = :store_id and quantity_milli - reserved_milli >= :quantity_milli
  and :usable_milli - reserved_milli >= :quantity_milli
