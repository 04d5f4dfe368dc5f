-- Payme's own times from :from to :to, both included, the oldest first.
-- :from bigint · :to bigint
-- row Transaction
select reference, transaction_id, bill_id, appointment_id, bill_number, account, amount_minor, payme_time, created_at, performed_at, cancelled_at, state, reason
from payme_transaction where payme_time >= :from and payme_time <= :to order by payme_time, reference limit 5000
