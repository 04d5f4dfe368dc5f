-- A day on which a branch, or every branch (null), rests.
-- :holiday_id text · :day text · :branch_id text? · :name text · :now bigint
insert into salon_holiday (holiday_id, day, branch_id, name, created_at) values (:holiday_id, :day, :branch_id, :name, :now)
