-- Bills of some days with what they brought, the newest first, from behind one of them on. `others`: bills for the same
-- visit that stand.
-- :from text · :to text · :branch_id text? · :before text · :bill text · :limit bigint
-- row VisitSold
select b.bill_id, b.number, b.day, b.client_id, b.appointment_id, b.state, coalesce(sum(l.total_minor), 0) as total_minor, coalesce(sum(l.discount_minor), 0) as discount_minor,
  (select count(*) from finance_bill o where o.appointment_id = b.appointment_id and o.bill_id <> b.bill_id
    and o.state in ('paid', 'part_paid')) as others
from finance_bill b join finance_bill_line l on l.bill_id = b.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid', 'refunded')
  and l.kind in ('service', 'product') and (b.day < :before or (b.day = :before and b.bill_id < :bill))
group by b.bill_id, b.number, b.day, b.client_id, b.appointment_id, b.state order by b.day desc, b.bill_id desc limit :limit
