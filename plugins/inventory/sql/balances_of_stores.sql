-- What lies in some stores.
-- :store_ids list of text
-- row Balance
select item_id, store_id, quantity_milli, value_minor, reserved_milli, known_value_minor, known_quantity_milli
from inventory_balance
where store_id in (:store_ids)
