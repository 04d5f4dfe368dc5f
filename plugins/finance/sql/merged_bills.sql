-- What stands on the bills that a merge brought and that are still the other card's, by branch: debts, and money of those
-- under way.
-- :merge_id text · :client_id text
select b.branch_id, coalesce(sum(b.debt_minor), 0) as debt_minor,
  coalesce(sum(case when b.state = 'open' then b.paid_minor else 0 end), 0) as open_minor
from finance_merge_part p join finance_bill b on b.bill_id = p.part_id
where p.merge_id = :merge_id and p.kind = 'bill' and b.client_id = :client_id
group by b.branch_id order by b.branch_id
