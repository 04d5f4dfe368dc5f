-- R-I5: items with a critical level, a page of them behind an item.
-- :after text · :limit bigint
select item_id from inventory_item
where critical_milli is not null and archived_at is null and item_id > :after
order by item_id limit :limit
