-- What is left and promised of a lot after a change.
-- :points_left bigint · :points_held bigint · :expires_day text · :expires_at bigint · :lot_id text
update loyalty_lot set points_left = :points_left, points_held = :points_held, expires_day = :expires_day, expires_at = :expires_at
where lot_id = :lot_id
