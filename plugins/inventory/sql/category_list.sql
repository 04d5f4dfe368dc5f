-- Kinds of goods.
-- row Category
select category_id, name_uz, name_ru, name_en from inventory_category order by name_en, category_id
