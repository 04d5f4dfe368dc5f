-- R-I4: what the bookings of some days will take, by the norm of the chosen variant, or of the smallest one of the card,
-- as the visit itself takes it (`size` in visit.rs). A choice that the card has no more counts as none.
-- :branch_id text · :from text · :to text · :staff_id text ('' = everybody's)
select a.day, n.item_id, l.staff_id, coalesce(sum(n.quantity_milli), 0) as quantity_milli, count(*) as visits
from x_booking_appointment a
join x_booking_appointment_line l on l.appointment_id = a.appointment_id
left join inventory_choice c on c.appointment_line_id = l.appointment_line_id
join inventory_norm n on n.service_id = l.service_id and n.variant = coalesce(
  (select g.variant from inventory_norm g where g.service_id = l.service_id and g.variant = c.variant limit 1),
  (select f.variant from inventory_norm f where f.service_id = l.service_id
   order by case f.variant when '' then 0 when 'XS' then 1 when 'S' then 2 when 'M' then 3 when 'L' then 4 when 'XL' then 5 when 'XXL' then 6 else 7 end,
     f.variant limit 1))
where a.branch_id = :branch_id and a.day >= :from and a.day <= :to
  and a.state in ('pending', 'booked', 'confirmed', 'arrived', 'in_service')
  and (l.staff_id = :staff_id or :staff_id = '')
group by a.day, n.item_id, l.staff_id
order by a.day
