-- Goods that a client can buy, with every word they are found by.
-- row OnSale
select item_id, name_uz, name_ru, name_en, barcode, code, package_milli, sale_minor
from inventory_item where archived_at is null and sale_minor is not null
order by name_en, item_id
limit 3000
