-- Goods that may be sold to a client.
-- row Item
select item_id, name_uz, name_ru, name_en, package_milli, barcode, sale_minor from x_inventory_item
where archived_at is null and sale_minor is not null order by name_en, item_id
