-- Money of some days, entry by entry: lines on accounts that hold money, the newest first, with the bill it came by and the client
-- whose it is (an advance names them on its other side); from
-- behind a line of an entry on. Entries are never changed, so pages neither repeat nor leave out one.
-- :from text · :to text · :branch_id text · :before bigint · :entry text · :line bigint · :limit bigint
-- row JournalLine
select e.entry_id, l.position, e.kind, e.day, e.period, e.note, e.person_name, e.created_at, l.account, l.category,
  l.counterparty_kind, l.counterparty_id, l.amount_minor, a.kind as account_kind, a.name as account_name, b.bill_id, b.number,
  case when l.counterparty_kind = 'client' then l.counterparty_id else o.counterparty_id end as client_id
from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id join finance_account a on a.account = l.account
  left join finance_entry_line o on o.entry_id = e.entry_id and o.account = 'advances'
    and e.source_kind in ('advance', 'advance_back')
  left join finance_bill_tender t on e.source_kind = 'tender' and t.bill_tender_id = e.source_id
  left join finance_refund r on e.source_kind = 'refund' and r.refund_id = e.source_id
  left join finance_tip p on e.source_kind = 'tip' and p.tip_id = e.source_id
  left join finance_bill b on b.bill_id = coalesce(t.bill_id, r.bill_id, p.bill_id, e.source_id)
where l.day >= :from and l.day <= :to and l.branch_id = :branch_id and a.kind in ('cash', 'bank', 'transit')
  and (e.created_at < :before or (e.created_at = :before and (e.entry_id > :entry or (e.entry_id = :entry and l.position > :line))))
order by e.created_at desc, e.entry_id, l.position limit :limit
