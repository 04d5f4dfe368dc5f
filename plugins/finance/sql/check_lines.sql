-- Bills whose lines do not sum to what was to pay.
-- row CheckLine
select b.bill_id, b.number from finance_bill b join finance_bill_line l on l.bill_id = b.bill_id
group by b.bill_id, b.number, b.due_minor, b.rounding_minor
having sum(l.total_minor) <> b.due_minor - b.rounding_minor limit 20
