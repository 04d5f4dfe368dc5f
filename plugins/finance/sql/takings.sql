-- What was taken in some days, by tender; refunds taken off.
-- :from text · :to text · :branch_id text?
-- row Takings
select t.tender, t.money, coalesce(sum(t.amount_minor), 0) as amount_minor
from finance_bill_tender t join finance_bill b on b.bill_id = t.bill_id
where t.day >= :from and t.day <= :to and (:branch_id is null or b.branch_id = :branch_id)
group by t.tender, t.money order by sum(t.amount_minor) desc
