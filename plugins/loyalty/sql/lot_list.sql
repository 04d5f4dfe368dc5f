-- Lots that hold anything.
-- :client_id text
-- row LotRow
select lot_id, kind, branch_id, points_earned, points_left, points_held, usable_day, expires_day
from loyalty_lot
where client_id = :client_id and points_left > 0
order by expires_day, usable_day, lot_id
