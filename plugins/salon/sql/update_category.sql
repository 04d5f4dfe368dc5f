-- A category as its form says.
-- :name_uz text · :name_ru text · :name_en text · :category_id text
update salon_category set name_uz = :name_uz, name_ru = :name_ru, name_en = :name_en where category_id = :category_id
