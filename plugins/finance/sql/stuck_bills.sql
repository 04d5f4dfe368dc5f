-- Bills under way that were to end by themselves and have not, of a branch or one of them alone; the oldest first.
-- :branch_id text · :bill_id text?
select b.bill_id, b.number, e.planned_at from finance_bill_ending e join finance_bill b on b.bill_id = e.bill_id
where b.state = 'open' and b.branch_id = :branch_id and (:bill_id is null or b.bill_id = :bill_id)
order by e.planned_at, b.bill_id limit 20
