-- One category.
-- :category_id text
-- one
select category_id, name_uz, name_ru, name_en, position from salon_category where category_id = :category_id
