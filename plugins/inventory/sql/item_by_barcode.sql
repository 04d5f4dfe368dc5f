-- The item that a scanner read: by barcode or by our own code.
-- :barcode text
-- row Item
select item_id, name_uz, name_ru, name_en, category_id, supplier_id, unit, package_milli, package_name, barcode, code, shelf, marking_code, critical_milli, target_milli, sale_minor, buy_minor, open_days, archived_at
from inventory_item where (barcode = :barcode or code = :barcode) and archived_at is null
order by item_id
limit 1
