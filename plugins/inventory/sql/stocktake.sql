-- One stocktake.
-- :stocktake_id text
-- one
-- row Stocktake
select stocktake_id, number, branch_id, store_id, category_id, blind, state, person_name, started_at, closed_at
from inventory_stocktake where stocktake_id = :stocktake_id
