-- How many deposits of a branch in a state hold something, and what.
-- :branch_id text · :shown text
-- one
-- row DepositSums
select count(*) as deposits, coalesce(sum(held_minor), 0) as held_minor from finance_deposit
where state = :shown and held_minor > 0 and branch_id = :branch_id
