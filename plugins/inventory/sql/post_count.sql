-- The difference is in the books.
-- :stocktake_id text · :item_ids list of text
update inventory_count set posted = true where stocktake_id = :stocktake_id and item_id in (:item_ids)
