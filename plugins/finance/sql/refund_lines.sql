-- What of a bill's lines has gone back.
-- :bill_id text
-- row RefundLine
select bill_line_id, coalesce(sum(quantity_milli), 0) as quantity_milli, coalesce(sum(amount_minor), 0) as amount_minor
from finance_refund_line where bill_id = :bill_id group by bill_line_id
