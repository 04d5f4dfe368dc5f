-- A line of the ledger.
-- :movement_id text · :document_id text · :position bigint · :item_id text · :store_id text · :layer_id text
-- :quantity_milli bigint · :value_minor bigint · :staff_id text? · :source_line_id text? · :reason text? · :day text · :at bigint
insert into inventory_movement (movement_id, document_id, position, item_id, store_id, layer_id, quantity_milli, value_minor,
  staff_id, source_line_id, reason, day, at)
values (:movement_id, :document_id, :position, :item_id, :store_id, :layer_id, :quantity_milli, :value_minor,
  :staff_id, :source_line_id, :reason, :day, :at)
