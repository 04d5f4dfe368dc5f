-- Time off of the same person that this one would run into.
-- :staff_id text · :end_at bigint · :start_at bigint
-- one
select start_at, end_at from salon_time_off
where staff_id = :staff_id and start_at < :end_at and end_at > :start_at
order by start_at
limit 1
