-- R-I4: what lies in some stores past its last day of use.
-- :store_ids list of text · :today text
select item_id, coalesce(sum(quantity_milli), 0) as quantity_milli
from inventory_layer
where store_id in (:store_ids) and quantity_milli > 0 and usable_until < :today
group by item_id
