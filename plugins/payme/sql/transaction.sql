-- One transaction by Payme's id.
-- :reference text
-- one
-- row Transaction
select reference, transaction_id, bill_id, appointment_id, bill_number, account, amount_minor, payme_time, created_at, performed_at, cancelled_at, state, reason
from payme_transaction where reference = :reference
