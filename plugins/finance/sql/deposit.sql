-- A visit's deposit.
-- :appointment_id text
-- one
-- row Deposit
select deposit_id, appointment_id, branch_id, client_id, held_minor, state, fee_minor, kept_minor, billed_minor, bill_id, lost_by
from finance_deposit where appointment_id = :appointment_id
