-- A shift of the same person that this one would run into, in whichever branch.
-- :staff_id text · :except text (the shift itself; '' for a new one) · :end_at bigint · :start_at bigint
-- one
select day, start_at, end_at from salon_shift
where staff_id = :staff_id and shift_id <> :except and start_at < :end_at and end_at > :start_at
order by start_at
limit 1
