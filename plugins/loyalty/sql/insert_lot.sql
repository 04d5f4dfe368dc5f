-- Points that came. They are counted in with their first entry.
-- :lot_id text · :client_id text · :branch_id text? · :kind text · :bill_id text? · :points bigint · :usable_day text · :expires_day text · :expires_at bigint · :now bigint
insert into loyalty_lot (lot_id, client_id, branch_id, kind, bill_id, points_earned, points_left, points_held, usable_day, expires_day, expires_at, created_at)
values (:lot_id, :client_id, :branch_id, :kind, :bill_id, :points, 0, 0, :usable_day, :expires_day, :expires_at, :now)
