-- Whether anything of an item has ever moved: then its units stay.
-- :item_id text
-- one
select count(*) as moved from inventory_movement where item_id = :item_id
