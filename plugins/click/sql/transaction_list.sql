-- Attempts begun in [:from, :to), the newest first.
-- :from bigint · :to bigint
-- row Transaction
select prepare_id, reference, bill_id, appointment_id, bill_number, amount_minor, created_at, ended_at, state, note
from click_transaction where created_at >= :from and created_at < :to order by created_at desc, prepare_id limit 500
