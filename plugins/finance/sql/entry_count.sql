-- How many entries there are.
-- one
select count(*) as entries from finance_entry
