-- What every account holds; of one branch, or of all.
-- :branch_id text?
-- row Balance
select a.account, a.kind, a.name, coalesce(sum(l.amount_minor), 0) as balance_minor
from finance_entry_line l join finance_account a on a.account = l.account
where :branch_id is null or l.branch_id = :branch_id
group by a.account, a.kind, a.name, a.position order by a.position, a.account
