-- Everything that is to be counted: what the store has or had, and with a category all of the category.
-- :stocktake_id text · :store_id text · :category_id text ('' = any)
insert into inventory_count (stocktake_id, item_id, position, counted_milli, book_milli, counted_at, person_name, skipped, recount, posted)
select :stocktake_id, i.item_id, row_number() over (order by coalesce(i.shelf, ''), i.name_en, i.item_id), null, null, null, null, false, false, false
from inventory_item i
left join inventory_balance b on b.item_id = i.item_id and b.store_id = :store_id
where i.archived_at is null and (i.category_id = :category_id or (:category_id = '' and b.item_id is not null))
