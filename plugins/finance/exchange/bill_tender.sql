-- What was taken and given back.
select bill_tender_id, bill_id, refund_id, tender, reference, amount_minor, money, day, at
from finance_bill_tender
