-- R-I3: what left the store since a layer's goods came, and at what cost, by the kind that took it; returns are less of it.
-- :layer_ids list of text · :document_id text
select l.layer_id, case when d.kind = 'sale_return' then 'sale' else d.kind end as kind,
  coalesce(sum(0 - m.quantity_milli), 0) as quantity_milli, coalesce(sum(0 - m.value_minor), 0) as value_minor
from inventory_layer l
join inventory_movement m on m.item_id = l.item_id and m.store_id = l.store_id and m.quantity_milli <> 0
join inventory_document d on d.document_id = m.document_id
where l.layer_id in (:layer_ids) and d.created_at >= l.received_at and d.document_id <> :document_id
  and d.kind not in ('receipt', 'opening')
group by l.layer_id, case when d.kind = 'sale_return' then 'sale' else d.kind end
having sum(0 - m.quantity_milli) > 0
order by l.layer_id, kind
