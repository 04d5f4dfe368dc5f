-- One document.
-- :document_id text
-- one
-- row Document
select document_id, number, kind, branch_id, store_id, to_store_id, supplier_id, order_id, appointment_id, bill_id, stocktake_id, reverses, linked_id, source_key, day, at, value_minor, note, person_name, created_at
from inventory_document where document_id = :document_id
