-- Receipts whose time has come and gone.
-- :before bigint
-- row Receipt
select receipt_id, number, kind, purpose, bill_id, source_id, original_id, holder_id, branch_id, day, body, total_minor, state, attempts, next_at, asked_at, done_at, qr_url, problem, says
from fiscal_receipt where state in ('queued', 'accepted', 'refused') and next_at < :before order by next_at, receipt_id limit 20
