-- Every break of a period.
-- :from bigint · :to bigint
-- row Pause
select staff_id, start_at, end_at from x_salon_shift_break where start_at >= :from and start_at < :to order by staff_id, start_at
