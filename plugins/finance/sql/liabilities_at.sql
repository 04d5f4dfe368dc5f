-- What the salon owes at the end of a day.
-- :to text · :branch_id text?
-- row LiabilityAt
select a.account, coalesce(sum(l.amount_minor), 0) as balance_minor
from finance_entry_line l join finance_account a on a.account = l.account
where l.day <= :to and (:branch_id is null or l.branch_id = :branch_id) and a.kind in ('liability', 'receivable', 'clearing')
group by a.account, a.position order by a.position, a.account
