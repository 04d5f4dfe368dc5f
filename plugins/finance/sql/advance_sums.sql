-- How many clients have an advance in a branch, and what the books owe of all.
-- :branch_id text
-- one
-- row DepositSums
select count(*) as deposits, coalesce(sum(held_minor), 0) as held_minor from (
  select -coalesce(sum(amount_minor), 0) as held_minor from finance_entry_line
  where account = 'advances' and branch_id = :branch_id and counterparty_id is not null
  group by counterparty_id having sum(amount_minor) <> 0) held
