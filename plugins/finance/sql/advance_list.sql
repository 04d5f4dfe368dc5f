-- What clients paid in for no visit in particular and have left, in a branch, from behind one of them on.
-- :branch_id text · :behind text · :limit bigint
select counterparty_id as client_id, -coalesce(sum(amount_minor), 0) as held_minor from finance_entry_line
where account = 'advances' and branch_id = :branch_id and counterparty_id is not null and counterparty_id > :behind
group by counterparty_id having sum(amount_minor) <> 0
order by counterparty_id limit :limit
