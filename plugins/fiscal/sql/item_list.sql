-- Goods that are sold to clients.
-- row Thing
select item_id as subject, name_uz, name_ru, name_en from x_inventory_item
where archived_at is null and sale_minor is not null order by name_en, item_id
