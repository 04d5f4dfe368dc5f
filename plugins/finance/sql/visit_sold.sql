-- Bills of some days with what they brought, the newest first.
-- :from text · :to text · :branch_id text? · :limit bigint
-- row VisitSold
select b.bill_id, b.number, b.day, b.client_id, b.appointment_id, b.state, coalesce(sum(l.total_minor), 0) as total_minor, coalesce(sum(l.discount_minor), 0) as discount_minor
from finance_bill b join finance_bill_line l on l.bill_id = b.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid', 'refunded')
  and l.kind in ('service', 'product')
group by b.bill_id, b.number, b.day, b.client_id, b.appointment_id, b.state order by b.day desc, b.bill_id desc limit :limit
