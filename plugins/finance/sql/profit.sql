-- Earned and spent in a month, whenever it was paid (R-F2).
-- :period text · :branch_id text?
-- row ProfitLine
select a.account, a.kind, l.category, coalesce(sum(l.amount_minor), 0) as amount_minor
from finance_entry_line l join finance_account a on a.account = l.account
where l.period = :period and (:branch_id is null or l.branch_id = :branch_id) and a.kind in ('income', 'expense')
group by a.account, a.kind, l.category, a.position order by a.position, a.account, l.category
