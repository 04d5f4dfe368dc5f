-- Names of some goods.
-- :ids list of text
-- row Thing
select item_id as subject, name_uz, name_ru, name_en from x_inventory_item where item_id in (:ids)
