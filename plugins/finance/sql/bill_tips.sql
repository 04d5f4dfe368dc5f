-- Tips of a bill.
-- :bill_id text
-- row Tip
select staff_id, tender, amount_minor from finance_tip where bill_id = :bill_id order by at, tip_id
