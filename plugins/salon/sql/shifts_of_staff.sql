-- Times of one person's shifts that touch a period.
-- :staff_id text · :from_at bigint · :to_at bigint
select shift_id, day, start_at, end_at from salon_shift
where staff_id = :staff_id and end_at > :from_at and start_at < :to_at
order by start_at
