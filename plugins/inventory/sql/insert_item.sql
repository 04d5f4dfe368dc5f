-- A new item.
-- :item_id text · :name_uz text · :name_ru text · :name_en text · :search_key text · :category_id text? · :supplier_id text?
-- :unit text · :package_milli bigint · :package_name text · :barcode text? · :code text? · :shelf text? · :marking_code text?
-- :critical_milli bigint? · :target_milli bigint? · :sale_minor bigint? · :buy_minor bigint? · :open_days bigint?
-- :import_key text? · :now bigint
insert into inventory_item (item_id, name_uz, name_ru, name_en, search_key, category_id, supplier_id, unit, package_milli,
  package_name, barcode, code, shelf, marking_code, critical_milli, target_milli, sale_minor, buy_minor, open_days,
  import_key, archived_at, created_at, updated_at)
values (:item_id, :name_uz, :name_ru, :name_en, :search_key, :category_id, :supplier_id, :unit, :package_milli,
  :package_name, :barcode, :code, :shelf, :marking_code, :critical_milli, :target_milli, :sale_minor, :buy_minor, :open_days,
  :import_key, null, :now, :now)
