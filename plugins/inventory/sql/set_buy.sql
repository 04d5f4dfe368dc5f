-- What a package was last bought for.
-- :buy_minor bigint? · :now bigint · :item_id text
update inventory_item set buy_minor = :buy_minor, updated_at = :now where item_id = :item_id
