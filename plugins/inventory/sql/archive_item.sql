-- Puts an item away, or back with null.
-- :archived_at bigint? · :now bigint · :item_id text
update inventory_item set archived_at = :archived_at, updated_at = :now where item_id = :item_id
