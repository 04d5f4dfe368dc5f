-- Money of some days, entry by entry: lines on accounts that hold money, the newest first.
-- :branch_id text · :from text · :to text · :limit bigint
-- row JournalLine
select e.entry_id, e.kind, e.day, e.period, e.note, e.person_name, e.created_at, e.source_kind, e.source_id, l.account, l.category,
  l.counterparty_kind, l.counterparty_id, l.amount_minor, a.kind as account_kind, a.name as account_name
from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id join finance_account a on a.account = l.account
where l.day >= :from and l.day <= :to and l.branch_id = :branch_id and a.kind in ('cash', 'bank', 'transit')
order by e.created_at desc, e.entry_id, l.position limit :limit
