-- Balances that are not the sum of their layers, in quantity or value.
select count(*) as faults from (
  select b.item_id, b.store_id
  from inventory_balance b
  left join inventory_layer l on l.item_id = b.item_id and l.store_id = b.store_id
  group by b.item_id, b.store_id, b.quantity_milli, b.value_minor
  having b.quantity_milli <> coalesce(sum(l.quantity_milli), 0) or b.value_minor <> coalesce(sum(l.value_minor), 0)
) wrong
