-- An item as it is after a change.
-- :name_uz text · :name_ru text · :name_en text · :search_key text · :category_id text? · :supplier_id text?
-- :unit text · :package_milli bigint · :package_name text · :barcode text? · :code text? · :shelf text? · :marking_code text?
-- :critical_milli bigint? · :target_milli bigint? · :sale_minor bigint? · :buy_minor bigint? · :open_days bigint?
-- :now bigint · :item_id text
update inventory_item
set name_uz = :name_uz, name_ru = :name_ru, name_en = :name_en, search_key = :search_key, category_id = :category_id,
  supplier_id = :supplier_id, unit = :unit, package_milli = :package_milli, package_name = :package_name,
  barcode = :barcode, code = :code, shelf = :shelf, marking_code = :marking_code, critical_milli = :critical_milli,
  target_milli = :target_milli, sale_minor = :sale_minor, buy_minor = :buy_minor, open_days = :open_days, updated_at = :now
where item_id = :item_id
