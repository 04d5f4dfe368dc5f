-- The lines of a stocktake.
-- :stocktake_id text
-- row Count
select stocktake_id, item_id, position, counted_milli, book_milli, counted_at, person_name, skipped, recount, posted
from inventory_count where stocktake_id = :stocktake_id order by position, item_id
