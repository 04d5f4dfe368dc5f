-- What of it was given back, whenever that was.
-- :from text · :to text · :branch_id text?
-- row WorkRefunded
select l.staff_id, l.kind, l.subject, coalesce(sum(r.amount_minor), 0) as amount_minor
from finance_bill b join finance_refund_line r on r.bill_id = b.bill_id join finance_bill_line l on l.bill_line_id = r.bill_line_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and l.kind in ('service', 'product')
group by l.staff_id, l.kind, l.subject
