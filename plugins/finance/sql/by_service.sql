-- What each service brought.
-- :branch_id text? · :from text · :to text
-- row ByService
select l.subject, l.kind, max(l.name) as name, count(*) as sold, sum(l.total_minor) as revenue_minor, sum(l.discount_minor) as discount_minor
from finance_bill_line l join finance_bill b on b.bill_id = l.bill_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id) and b.state in ('paid', 'part_paid')
group by l.subject, l.kind order by sum(l.total_minor) desc limit 100
