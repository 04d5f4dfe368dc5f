-- R-I2: what finished visits of a branch took and what their norm was, by master and item. Where nobody entered anything,
-- the norm was taken; what was put back again counts as nothing.
-- :branch_id text · :from bigint
select t.staff_id, t.item_id, coalesce(sum(coalesce(x.norm_milli, t.quantity_milli)), 0) as norm_milli,
  coalesce(sum(t.quantity_milli), 0) as quantity_milli, count(distinct t.appointment_id) as visits
from (
  select m.staff_id, m.item_id, m.source_line_id, d.appointment_id, coalesce(sum(-m.quantity_milli), 0) as quantity_milli
  from inventory_document d
  join inventory_movement m on m.document_id = d.document_id
  where d.branch_id = :branch_id and d.kind = 'visit' and d.at >= :from and m.staff_id is not null
  group by m.staff_id, m.item_id, m.source_line_id, d.appointment_id
  having sum(m.quantity_milli) < 0
) t
left join inventory_actual x on x.appointment_line_id = t.source_line_id and x.item_id = t.item_id
group by t.staff_id, t.item_id
order by sum(t.quantity_milli) - sum(coalesce(x.norm_milli, t.quantity_milli)) desc
limit 100
