-- A new category, after the others.
-- :category_id text · :name_uz text · :name_ru text · :name_en text · :now bigint
insert into salon_category (category_id, name_uz, name_ru, name_en, position, created_at)
select :category_id, :name_uz, :name_ru, :name_en, coalesce(max(position), 0) + 1, :now from salon_category
