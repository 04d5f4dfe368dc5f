-- What was sold, by whom and for how much.
select bill_line_id, bill_id, kind, subject as subject_id, staff_id, quantity_milli, price_minor, discount_minor, total_minor
from finance_bill_line
