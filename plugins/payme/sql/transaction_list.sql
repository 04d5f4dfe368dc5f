-- Transactions created in [:from, :to), the newest first.
-- :from bigint · :to bigint
-- row Transaction
select reference, transaction_id, bill_id, appointment_id, bill_number, account, amount_minor, payme_time, created_at, performed_at, cancelled_at, state, reason
from payme_transaction where created_at >= :from and created_at < :to order by created_at desc, reference limit 500
