-- Lines of a bill.
-- :bill_id text
-- row BillLine
select bill_line_id, position, kind, subject, name, staff_id, quantity_milli, price_minor, discount_minor, total_minor, reasons
from finance_bill_line where bill_id = :bill_id order by position
