-- Forgets what a kit is made of.
-- :kit_id text
delete from inventory_part where kit_id = :kit_id
