-- What came by this provider's transaction.
-- :tender text · :reference text
-- one
select bill_id, amount_minor from finance_bill_tender
where tender = :tender and reference = :reference and refund_id is null and amount_minor > 0
