-- Some items by their ids.
-- :ids list of text
-- row Item
select item_id, name_uz, name_ru, name_en, category_id, supplier_id, unit, package_milli, package_name, barcode, code, shelf, marking_code, critical_milli, target_milli, sale_minor, buy_minor, open_days, archived_at
from inventory_item where item_id in (:ids)
