-- R-I7: what kept a count when a document came late, as far as it stands.
-- :document_id text
-- row Document
select document_id, number, kind, branch_id, store_id, to_store_id, supplier_id, order_id, appointment_id, bill_id, stocktake_id, reverses, linked_id, source_key, day, at, value_minor, note, person_name, created_at
from inventory_document d
where d.linked_id = :document_id and d.kind = 'compensation' and d.reverses is null
  and not exists (select 1 from inventory_document r where r.reverses = d.document_id)
order by d.created_at
