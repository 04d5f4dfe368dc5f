-- Receipts of the transactions created in [:from, :to).
-- :from bigint · :to bigint
select r.reference, r.kind, r.status_code, r.message, r.qr_code_url
from payme_receipt r join payme_transaction t on t.reference = r.reference
where t.created_at >= :from and t.created_at < :to order by r.reference, r.kind desc limit 1000
