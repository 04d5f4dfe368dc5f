-- A kind of goods.
-- :category_id text · :name_uz text · :name_ru text · :name_en text · :now bigint
insert into inventory_category (category_id, name_uz, name_ru, name_en, created_at)
values (:category_id, :name_uz, :name_ru, :name_en, :now)
