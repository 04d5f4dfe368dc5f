-- What the visits of these bills took from the stock, by its own books. Of two bills for one visit the live one counts.
-- :from text · :to text · :branch_id text?
-- row WorkMaterials
select u.staff_id, a.service_id, coalesce(sum(u.cost_minor), 0) as cost_minor
from finance_bill b join x_inventory_usage u on u.appointment_id = b.appointment_id
  left join x_booking_appointment_line a on a.appointment_line_id = u.line_id
where b.day >= :from and b.day <= :to and (:branch_id is null or b.branch_id = :branch_id)
  and (b.state in ('paid', 'part_paid') or (b.state = 'refunded' and not exists
    (select 1 from finance_bill o where o.appointment_id = b.appointment_id and o.state in ('paid', 'part_paid'))))
group by u.staff_id, a.service_id
