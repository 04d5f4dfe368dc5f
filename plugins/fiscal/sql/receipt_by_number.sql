-- The receipt the provider answers about.
-- :number bigint
-- row Receipt
-- one
select receipt_id, number, kind, purpose, bill_id, source_id, original_id, holder_id, branch_id, day, body, total_minor, state, attempts, next_at, asked_at, done_at, qr_url, problem, says
from fiscal_receipt where number = :number
