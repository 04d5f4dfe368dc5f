-- Balances that hold something else than the bills say.
select count(*) as faults from (
  select b.item_id, b.store_id
  from inventory_balance b
  left join inventory_reservation r on r.item_id = b.item_id and r.store_id = b.store_id
  group by b.item_id, b.store_id, b.reserved_milli
  having b.reserved_milli <> coalesce(sum(r.quantity_milli), 0)
) wrong
