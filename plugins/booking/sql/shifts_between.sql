-- Every shift of a period, whatever the branch.
-- :from_day text · :to_day text
select staff_id, branch_id, day, start_at, end_at from x_salon_shift where day >= :from_day and day <= :to_day order by day, staff_id, start_at
