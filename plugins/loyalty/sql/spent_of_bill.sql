-- What a bill spent by lot and has not got back, in the order in which lots are spent. Without a lot = as debt.
-- :bill_id text
select e.lot_id, coalesce(-sum(e.points), 0) as points
from loyalty_entry e
left join loyalty_lot l on l.lot_id = e.lot_id
where e.bill_id = :bill_id and e.kind in ('spend', 'return')
group by e.lot_id, l.expires_day
having sum(e.points) < 0
order by case when e.lot_id is null then 1 else 0 end, l.expires_day, e.lot_id
