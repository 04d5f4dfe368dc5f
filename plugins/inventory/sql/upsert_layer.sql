-- A layer as it is after a document.
-- :layer_id text · :item_id text · :store_id text · :quantity_milli bigint · :value_minor bigint · :received_at bigint
-- :lot text? · :expires text? · :opened text? · :usable_until text?
insert into inventory_layer (layer_id, item_id, store_id, quantity_milli, value_minor, received_at, lot, expires, opened, usable_until)
values (:layer_id, :item_id, :store_id, :quantity_milli, :value_minor, :received_at, :lot, :expires, :opened, :usable_until)
on conflict (layer_id) do update set quantity_milli = excluded.quantity_milli, value_minor = excluded.value_minor
