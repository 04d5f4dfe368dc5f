-- What masters sold in some days, service by service and good by good. Of bills that were served, paid or owed.
-- :from text · :to text · :branch_id text?
-- row WorkSold
select l.staff_id, l.kind, l.subject, coalesce(max(l.name), '') as name, coalesce(sum(l.quantity_milli), 0) as quantity_milli,
  coalesce(sum(l.total_minor), 0) as total_minor, coalesce(sum(l.discount_minor), 0) as discount_minor
from finance_bill b join finance_bill_line l on l.bill_id = b.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid', 'refunded')
  and l.kind in ('service', 'product')
group by l.staff_id, l.kind, l.subject
