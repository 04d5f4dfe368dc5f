-- Armed again.
-- :item_id text · :branch_id text · :kind text
delete from inventory_alert where item_id = :item_id and branch_id = :branch_id and kind = :kind
