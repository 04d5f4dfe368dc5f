-- Transfers that changed the whole: their movements must sum to nothing.
select count(*) as faults from (
  select m.document_id
  from inventory_movement m
  join inventory_document d on d.document_id = m.document_id
  where d.kind in ('transfer_out', 'transfer_in')
  group by m.document_id
  having sum(m.quantity_milli) <> 0
) wrong
