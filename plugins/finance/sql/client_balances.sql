-- What the books hold for a client, by account and branch.
-- :client_id text
select account, branch_id, coalesce(sum(amount_minor), 0) as balance_minor from finance_entry_line
where counterparty_id = :client_id and account in ('advances', 'deposits', 'receivable', 'open_bills')
group by account, branch_id having sum(amount_minor) <> 0 order by account, branch_id
