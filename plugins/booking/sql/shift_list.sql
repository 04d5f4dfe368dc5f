-- Shifts of some masters in a branch on some days.
-- :staff_ids list of text · :from_day text · :to_day text (inclusive) · :branch_id text
-- row Shift
select staff_id, day, start_at, end_at from x_salon_shift
where staff_id in (:staff_ids) and day >= :from_day and day <= :to_day and branch_id = :branch_id
order by staff_id, start_at
