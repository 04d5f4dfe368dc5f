-- What was returned of a receipt.
-- :original_id text
-- row Receipt
select receipt_id, number, kind, purpose, bill_id, source_id, original_id, holder_id, branch_id, day, body, total_minor, state, attempts, next_at, asked_at, done_at, qr_url, problem, says
from fiscal_receipt where original_id = :original_id and kind = 'return' and state <> 'void' order by asked_at, receipt_id limit 200
