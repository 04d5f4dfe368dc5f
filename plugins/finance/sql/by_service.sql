-- What each service brought.
-- :branch_id text? · :from text · :to text
-- row ByService
select l.subject, l.kind, coalesce(max(l.name), '') as name, count(*) as sold, coalesce(sum(l.total_minor), 0) as revenue_minor, coalesce(sum(l.discount_minor), 0) as discount_minor
from finance_bill_line l join finance_bill b on b.bill_id = l.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid')
group by l.subject, l.kind order by sum(l.total_minor) desc limit 100
