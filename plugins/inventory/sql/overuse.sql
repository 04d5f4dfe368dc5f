-- R-I2: actual and norm by master and item.
-- :from bigint
select l.staff_id, x.item_id, coalesce(sum(x.norm_milli), 0) as norm_milli, coalesce(sum(x.quantity_milli), 0) as quantity_milli, count(*) as visits
from inventory_actual x
join x_booking_appointment_line l on l.appointment_line_id = x.appointment_line_id
where x.updated_at >= :from
group by l.staff_id, x.item_id
order by sum(x.quantity_milli) - sum(x.norm_milli) desc
limit 100
