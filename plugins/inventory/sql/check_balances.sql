-- Balances that are not the sum of their movements, in quantity or value.
select count(*) as faults from (
  select b.item_id, b.store_id
  from inventory_balance b
  left join inventory_movement m on m.item_id = b.item_id and m.store_id = b.store_id
  group by b.item_id, b.store_id, b.quantity_milli, b.value_minor
  having b.quantity_milli <> coalesce(sum(m.quantity_milli), 0) or b.value_minor <> coalesce(sum(m.value_minor), 0)
) wrong
