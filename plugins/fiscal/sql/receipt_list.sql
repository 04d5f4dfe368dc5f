-- Receipts of some days, what waits first, then the newest.
-- :states list of text · :from text · :to text
select r.receipt_id, r.number, r.kind, r.bill_id, b.number as bill_number, r.total_minor, r.state, r.attempts, r.asked_at, r.done_at,
  r.qr_url, r.problem, r.says
from fiscal_receipt r left join x_finance_bill b on b.bill_id = r.bill_id
where r.state in (:states) and ((r.day >= :from and r.day <= :to) or r.state in ('queued', 'accepted', 'refused'))
order by case when r.state in ('done', 'void') then 1 else 0 end, r.asked_at desc, r.receipt_id limit 500
