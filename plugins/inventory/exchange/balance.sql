-- What lies where.
select item_id, store_id, quantity_milli, reserved_milli, value_minor
from inventory_balance
