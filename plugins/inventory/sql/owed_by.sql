-- R-I3: which kinds of documents took what was not there, by the layer that owes it.
-- :layer_ids list of text · :document_id text
select m.layer_id, d.kind, coalesce(sum(-m.quantity_milli), 0) as quantity_milli
from inventory_movement m
join inventory_document d on d.document_id = m.document_id
where m.layer_id in (:layer_ids) and m.quantity_milli < 0 and m.document_id <> :document_id
group by m.layer_id, d.kind
order by m.layer_id, d.kind
