-- What of some bills was given back.
-- :bill_ids list of text
-- row VisitRefunded
select r.bill_id, coalesce(sum(r.amount_minor), 0) as amount_minor
from finance_refund_line r join finance_bill_line l on l.bill_line_id = r.bill_line_id
where r.bill_id in (:bill_ids) and l.kind in ('service', 'product') group by r.bill_id
