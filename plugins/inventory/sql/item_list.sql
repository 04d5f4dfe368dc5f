-- Items whose words match, archived or not, by name.
-- :archived boolean · :word text (a like pattern over the key, '%' = any)
-- row Item
select item_id, name_uz, name_ru, name_en, category_id, supplier_id, unit, package_milli, package_name, barcode, code, shelf, marking_code, critical_milli, target_milli, sale_minor, buy_minor, open_days, archived_at
from inventory_item
where (archived_at is not null) = :archived and search_key like :word
order by name_en, item_id
limit 3000
