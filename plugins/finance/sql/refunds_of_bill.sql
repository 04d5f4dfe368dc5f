-- Refunds of a bill, in order, with why.
-- :bill_id text
-- row RefundSaid
select refund_id, amount_minor, reason, person_name, at from finance_refund where bill_id = :bill_id order by at, refund_id
