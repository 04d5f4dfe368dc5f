-- Receipts of a holder's advances or fees, the oldest first.
-- :holder_id text · :purpose text
-- row Receipt
select receipt_id, number, kind, purpose, bill_id, source_id, original_id, holder_id, branch_id, day, body, total_minor, state, attempts, next_at, asked_at, done_at, qr_url, problem, says
from fiscal_receipt where holder_id = :holder_id and purpose = :purpose and kind = 'sale' and state <> 'void' order by asked_at, receipt_id limit 100
