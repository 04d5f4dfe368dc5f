-- What each master's services brought in some days, after discounts and refunds of the bill left out.
-- :branch_id text? · :from text · :to text
-- row ByStaff
select l.staff_id, count(distinct b.bill_id) as bills, coalesce(sum(l.total_minor), 0) as revenue_minor
from finance_bill_line l join finance_bill b on b.bill_id = l.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid')
  and l.kind in ('service', 'product')
group by l.staff_id order by sum(l.total_minor) desc
