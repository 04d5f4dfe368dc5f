-- R-M2: points spent in another branch than earned, by month.
-- :from_day text
select substr(e.day, 1, 7) as month, l.branch_id as sold_branch_id, e.branch_id, -sum(e.points) as points
from loyalty_entry e
join loyalty_lot l on l.lot_id = e.lot_id
where e.day >= :from_day and e.kind in ('spend', 'return') and e.branch_id <> l.branch_id
group by substr(e.day, 1, 7), l.branch_id, e.branch_id
