-- Names of some goods, those that are sold no longer included: old bills name them.
-- :item_ids list of text
-- row ItemName
select item_id, name_uz, name_ru, name_en from x_inventory_item where item_id in (:item_ids)
