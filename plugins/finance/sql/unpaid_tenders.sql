-- Our tenders of some days that no payout has brought yet.
-- :tender text · :from text · :to text · :limit bigint
-- row UnpaidTender
select t.bill_tender_id, t.bill_id, b.number, b.branch_id, t.reference, t.day, t.amount_minor
from finance_bill_tender t join finance_bill b on b.bill_id = t.bill_id
where t.tender = :tender and t.day >= :from and t.day <= :to
  and not exists (select 1 from finance_payout_line p where p.bill_tender_id = t.bill_tender_id)
order by t.day, t.at, t.bill_tender_id limit :limit
