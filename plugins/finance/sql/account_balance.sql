-- What an account holds.
-- :account text
-- one
select coalesce(sum(amount_minor), 0) as balance_minor from finance_entry_line where account = :account
