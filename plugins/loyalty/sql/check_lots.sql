-- Invariant: a lot is the sum of its entries.
-- one
select count(*) as found from (
  select l.lot_id from loyalty_lot l left join loyalty_entry e on e.lot_id = l.lot_id
  group by l.lot_id, l.points_left having l.points_left <> coalesce(sum(e.points), 0)
) as broken
