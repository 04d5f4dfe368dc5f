-- The lines of some documents.
-- :document_ids list of text
-- row Movement
select m.movement_id, m.document_id, m.position, m.item_id, m.store_id, m.layer_id, m.quantity_milli, m.value_minor, m.staff_id, m.source_line_id, m.reason, m.at
from inventory_movement m where m.document_id in (:document_ids) order by m.document_id, m.position
