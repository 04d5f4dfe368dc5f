-- What visits and bills took: out is positive here, as a cost is. A true-up has no quantity and only a cost.
select m.movement_id as usage_id, d.appointment_id, d.bill_id, m.source_line_id as line_id, m.item_id, m.staff_id,
  0 - m.quantity_milli as quantity_milli, 0 - m.value_minor as cost_minor, m.day
from inventory_movement m
join inventory_document d on d.document_id = m.document_id
where d.appointment_id is not null or d.bill_id is not null
