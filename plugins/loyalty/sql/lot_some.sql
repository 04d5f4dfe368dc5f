-- Some lots, empty ones included.
-- :lot_ids list of text
-- row LotRow
select lot_id, kind, branch_id, points_earned, points_left, points_held, usable_day, expires_day
from loyalty_lot
where lot_id in (:lot_ids)
order by expires_day, usable_day, lot_id
