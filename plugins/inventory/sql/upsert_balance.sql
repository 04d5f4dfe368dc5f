-- A balance as it is after a document; what bills hold stays.
-- :item_id text · :store_id text · :quantity_milli bigint · :value_minor bigint · :known_value_minor bigint
-- :known_quantity_milli bigint · :now bigint
insert into inventory_balance (item_id, store_id, quantity_milli, value_minor, reserved_milli, known_value_minor, known_quantity_milli, updated_at)
values (:item_id, :store_id, :quantity_milli, :value_minor, 0, :known_value_minor, :known_quantity_milli, :now)
on conflict (item_id, store_id) do update set quantity_milli = excluded.quantity_milli, value_minor = excluded.value_minor,
  known_value_minor = excluded.known_value_minor, known_quantity_milli = excluded.known_quantity_milli, updated_at = excluded.updated_at
