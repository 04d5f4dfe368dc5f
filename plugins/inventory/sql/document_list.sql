-- Documents of a branch, the newest first; '' = every kind.
-- :branch_id text · :kind text · :before bigint · :behind text
-- row Document
select document_id, number, kind, branch_id, store_id, to_store_id, supplier_id, order_id, appointment_id, bill_id, stocktake_id, reverses, linked_id, source_key, day, at, value_minor, note, person_name, created_at
from inventory_document
where branch_id = :branch_id and (kind = :kind or :kind = '')
  and (created_at < :before or (created_at = :before and document_id < :behind))
order by created_at desc, document_id desc
limit 50
