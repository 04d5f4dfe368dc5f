-- Bills as others may read them.
select bill_id, number, branch_id, client_id, appointment_id, day, state, total_minor, discount_minor, paid_minor, created_at, closed_at
from finance_bill
