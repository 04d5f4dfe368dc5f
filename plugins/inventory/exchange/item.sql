-- Goods as others may name and sell them.
select item_id, name_uz, name_ru, name_en, unit, package_milli, barcode, sale_minor, archived_at
from inventory_item
