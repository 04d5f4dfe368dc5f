-- How many work today, over all branches.
-- :day text
-- one
select count(distinct staff_id) as people from salon_shift where day = :day
