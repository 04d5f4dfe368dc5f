-- The transaction a bill waits for.
-- :bill_id text
-- one
-- row Transaction
select reference, transaction_id, bill_id, appointment_id, bill_number, account, amount_minor, payme_time, created_at, performed_at, cancelled_at, state, reason
from payme_transaction where bill_id = :bill_id and state = 1
