-- Transfers on their way to or from a branch.
-- :store_ids list of text
-- row Document
select document_id, number, kind, branch_id, store_id, to_store_id, supplier_id, order_id, appointment_id, bill_id, stocktake_id, reverses, linked_id, source_key, day, at, value_minor, note, person_name, created_at
from inventory_document d
where d.kind = 'transfer_out' and d.reverses is null and (d.store_id in (:store_ids) or d.to_store_id in (:store_ids))
  and not exists (select 1 from inventory_document a where a.linked_id = d.document_id or a.reverses = d.document_id)
order by d.created_at
