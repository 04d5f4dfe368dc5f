-- An item's history in some stores, newest first.
-- :item_id text · :store_ids list of text
select m.document_id, d.number, d.kind, d.reverses, m.store_id, coalesce(sum(m.quantity_milli), 0) as quantity_milli, coalesce(sum(m.value_minor), 0) as value_minor,
  d.at, d.person_name, d.note
from inventory_movement m
join inventory_document d on d.document_id = m.document_id
where m.item_id = :item_id and m.store_id in (:store_ids)
group by m.document_id, d.number, d.kind, d.reverses, m.store_id, d.at, d.person_name, d.note, d.created_at
order by d.created_at desc, m.document_id desc
limit 60
