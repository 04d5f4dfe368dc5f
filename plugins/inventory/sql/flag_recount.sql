-- R-I7: a document of before the count came after it.
-- :item_ids list of text · :at bigint · :store_id text
update inventory_count set recount = true
where item_id in (:item_ids) and counted_at is not null and counted_at > :at and not posted
  and stocktake_id in (select s.stocktake_id from inventory_stocktake s where s.store_id = :store_id and s.state = 'open')
