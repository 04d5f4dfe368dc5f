-- Receipts issued for a day.
-- :day text · :branches list of text · :any_branch boolean
-- one
select count(*) as receipts from fiscal_receipt
where day = :day and state = 'done' and (:any_branch or branch_id in (:branches))
