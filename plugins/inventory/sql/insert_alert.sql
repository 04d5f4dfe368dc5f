-- Told now.
-- :item_id text · :branch_id text · :kind text · :available_milli bigint · :at bigint
insert into inventory_alert (item_id, branch_id, kind, available_milli, at)
values (:item_id, :branch_id, :kind, :available_milli, :at)
on conflict (item_id, branch_id, kind) do nothing
