-- Shifts of some days, by person and time.
-- :from_day text · :to_day text (inclusive)
select shift_id, staff_id, branch_id, day, start_at, end_at from salon_shift
where day >= :from_day and day <= :to_day
order by staff_id, start_at
