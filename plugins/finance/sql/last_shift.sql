-- The number of a desk's last shift.
-- :desk_id text
-- one
select coalesce(max(number), 0) as number, count(*) as shifts from finance_shift where desk_id = :desk_id
