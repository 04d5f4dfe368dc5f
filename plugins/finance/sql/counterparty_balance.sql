-- What an account says of one counterparty: an advance is below zero, a debt above.
-- :counterparty_id text · :account text
-- one
select coalesce(sum(amount_minor), 0) as balance_minor from finance_entry_line
where counterparty_id = :counterparty_id and account = :account
