-- Something was found that nobody expected.
-- :stocktake_id text · :item_id text · :position bigint
insert into inventory_count (stocktake_id, item_id, position, counted_milli, book_milli, counted_at, person_name, skipped, recount, posted)
values (:stocktake_id, :item_id, :position, null, null, null, null, false, false, false)
on conflict (stocktake_id, item_id) do nothing
