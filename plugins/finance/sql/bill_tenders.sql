-- Tenders of a bill, in order.
-- :bill_id text
-- row BillTender
select bill_tender_id, refund_id, tender, reference, bill_line_id, amount_minor, money, desk_id, shift_id, day, at
from finance_bill_tender where bill_id = :bill_id order by at, bill_tender_id
