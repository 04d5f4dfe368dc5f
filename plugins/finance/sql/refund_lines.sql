-- What of a bill's lines has gone back.
-- :bill_id text
-- row RefundLine
select bill_line_id, sum(quantity_milli) as quantity_milli, sum(amount_minor) as amount_minor
from finance_refund_line where bill_id = :bill_id group by bill_line_id
