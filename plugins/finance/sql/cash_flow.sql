-- Money by day (R-F2): what came into and went out of desks, banks and providers. What moves inside is no flow: of an
-- entry (a payout, a settlement of two branches seen together) only what is left of it counts.
-- :from text · :to text · :branch_id text?
-- row CashFlow
select f.kind, f.category, coalesce(sum(case when f.net_minor > 0 then f.net_minor else 0 end), 0) as in_minor,
  coalesce(sum(case when f.net_minor < 0 then f.net_minor else 0 end), 0) as out_minor
from (select e.entry_id, e.kind, l.category, coalesce(sum(l.amount_minor), 0) as net_minor
  from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id join finance_account a on a.account = l.account
  where l.day >= :from and l.day <= :to and (:branch_id is null or l.branch_id = :branch_id) and a.kind in ('cash', 'bank', 'transit')
    and e.kind <> 'transfer'
  group by e.entry_id, e.kind, l.category) f
where f.net_minor <> 0
group by f.kind, f.category order by f.kind, f.category
