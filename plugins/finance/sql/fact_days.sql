-- Earned and spent so far of what belongs to a month (R-F1), for a budget's pace.
-- :period text · :until text · :branch_id text?
-- row FactDay
select a.account, a.kind, l.category, coalesce(sum(l.amount_minor), 0) as amount_minor
from finance_entry_line l join finance_account a on a.account = l.account
where l.period = :period and l.day <= :until and (:branch_id is null or l.branch_id = :branch_id) and a.kind in ('income', 'expense')
group by a.account, a.kind, l.category, a.position order by a.position, a.account, l.category
