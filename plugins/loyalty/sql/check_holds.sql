-- Invariant: what lots promise is what bills hold.
-- one
select count(*) as found from (
  select l.lot_id from loyalty_lot l left join loyalty_hold h on h.lot_id = l.lot_id
  group by l.lot_id, l.points_held having l.points_held <> coalesce(sum(h.points), 0)
) as broken
