-- What visits, bills and write-offs took of each item since a day.
-- :store_ids list of text · :from text
select m.item_id, coalesce(sum(m.quantity_milli), 0) as quantity_milli
from inventory_movement m
join inventory_document d on d.document_id = m.document_id
where m.store_id in (:store_ids) and m.day >= :from and d.kind in ('visit', 'sale', 'writeoff')
group by m.item_id
