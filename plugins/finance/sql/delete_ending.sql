-- It ended, or need not end any more.
-- :bill_id text
delete from finance_bill_ending where bill_id = :bill_id
