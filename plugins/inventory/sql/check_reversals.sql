-- Counter-documents that do not take back what their document brought or took, at its price: with one of a receipt the
-- supplier would be owed for goods that never came. What was only trued up is a cost, and no part of a price.
select count(*) as faults from (
  select pair.reversal_id
  from (
    select document_id as reversal_id, document_id as side_id from inventory_document where reverses is not null
    union all
    select document_id as reversal_id, reverses as side_id from inventory_document where reverses is not null
  ) pair
  join inventory_movement m on m.document_id = pair.side_id
  where m.quantity_milli <> 0
  group by pair.reversal_id
  having sum(m.value_minor) <> 0
) wrong
