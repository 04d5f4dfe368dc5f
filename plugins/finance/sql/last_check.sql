-- The last check.
-- one
select at, entries, faults, said from finance_check order by at desc, check_id limit 1
