-- Shifts in a branch on some days.
-- :from_day text · :to_day text (inclusive) · :branch_id text
-- row Shift
select staff_id, day, start_at, end_at from x_salon_shift
where day >= :from_day and day <= :to_day and branch_id = :branch_id
order by staff_id, start_at
