-- Money by day (R-F2): what came into and went out of desks, banks and providers. Transfers inside are no flow.
-- :from text · :to text · :branch_id text?
-- row CashFlow
select e.kind, l.category, coalesce(sum(case when l.amount_minor > 0 then l.amount_minor else 0 end), 0) as in_minor,
  coalesce(sum(case when l.amount_minor < 0 then l.amount_minor else 0 end), 0) as out_minor
from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id join finance_account a on a.account = l.account
where l.day >= :from and l.day <= :to and (:branch_id is null or l.branch_id = :branch_id) and a.kind in ('cash', 'bank', 'transit')
  and e.kind <> 'transfer'
group by e.kind, l.category order by e.kind, l.category
