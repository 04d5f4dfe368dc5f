-- What one package of a kit is made of.
-- :kit_id text
-- row KitPart
select p.kit_id, p.item_id, p.quantity_milli from inventory_part p where p.kit_id = :kit_id order by p.item_id
