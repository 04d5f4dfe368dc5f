-- R-I7: items whose count was approved for a moment after the given one.
-- :item_ids list of text · :at bigint · :store_id text
select c.item_id, max(c.counted_at) as counted_at
from inventory_count c
join inventory_stocktake s on s.stocktake_id = c.stocktake_id
where c.item_id in (:item_ids) and c.counted_at > :at and s.store_id = :store_id and s.state in ('posting', 'posted')
group by c.item_id
