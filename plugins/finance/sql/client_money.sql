-- What a client paid in for what is to come and was given back, on the accounts where the money lies, the newest first.
-- :client_id text · :branch_ids list of text · :limit bigint
-- row ClientMoney
select l.entry_line_id, e.kind, e.source_kind, e.day, l.account, a.name as account_name, l.amount_minor
from finance_entry_line o join finance_entry e on e.entry_id = o.entry_id join finance_entry_line l on l.entry_id = e.entry_id
  join finance_account a on a.account = l.account
where o.counterparty_id = :client_id and o.account in ('advances', 'deposits')
  and e.source_kind in ('advance', 'advance_back', 'deposit') and l.branch_id in (:branch_ids)
  and a.kind in ('cash', 'bank', 'transit')
order by e.created_at desc, e.entry_id, l.position limit :limit
