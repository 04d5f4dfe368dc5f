-- Receipts of these transactions.
-- :references list of text
select reference, kind, status_code, message, qr_code_url from payme_receipt
where reference in (:references) order by reference, kind desc
