-- Days on which the branch rests.
-- :from_day text · :to_day text (inclusive) · :branch_id text
select day from x_salon_holiday
where day >= :from_day and day <= :to_day and (branch_id is null or branch_id = :branch_id)
