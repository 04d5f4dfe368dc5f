-- What was sold by a line of a bill, and what of it came back.
-- :source_line_id text
-- row Movement
select m.movement_id, m.document_id, m.position, m.item_id, m.store_id, m.layer_id, m.quantity_milli, m.value_minor, m.staff_id, m.source_line_id, m.reason, m.at
from inventory_movement m where m.source_line_id = :source_line_id order by m.at, m.document_id, m.position
