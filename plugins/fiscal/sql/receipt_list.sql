-- Receipts of some days, or all that wait (`any_day`), of some branches or all; the newest first, from behind one
-- of them on.
-- :states list of text · :from text · :to text · :any_day boolean · :branches list of text · :any_branch boolean
-- :before bigint · :behind text · :limit bigint
select r.receipt_id, r.number, r.kind, r.purpose, r.bill_id, b.number as bill_number, a.number as visit_number, r.total_minor,
  r.state, r.attempts, r.asked_at, r.done_at, r.qr_url, r.problem, r.says
from fiscal_receipt r left join x_finance_bill b on b.bill_id = r.bill_id
  left join x_booking_appointment a on a.appointment_id = r.bill_id
where r.state in (:states) and (:any_day or (r.day >= :from and r.day <= :to))
  and (:any_branch or r.branch_id in (:branches))
  and (r.asked_at < :before or (r.asked_at = :before and r.receipt_id > :behind))
order by r.asked_at desc, r.receipt_id limit :limit
