-- Days on which a branch, or all of them, rest.
select day, branch_id from salon_holiday
