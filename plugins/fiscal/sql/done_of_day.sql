-- Receipts issued for a day.
-- :day text
-- one
select count(*) as receipts from fiscal_receipt where day = :day and state = 'done'
