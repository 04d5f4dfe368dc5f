-- Layers that do not hold what their movements say.
select count(*) as faults from (
  select l.layer_id
  from inventory_layer l
  left join inventory_movement m on m.layer_id = l.layer_id
  group by l.layer_id, l.quantity_milli
  having l.quantity_milli <> coalesce(sum(m.quantity_milli), 0)
) wrong
