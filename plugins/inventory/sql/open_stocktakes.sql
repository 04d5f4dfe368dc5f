-- Stocktakes of a store that are not over.
-- :store_id text
-- row Stocktake
select stocktake_id, number, branch_id, store_id, category_id, blind, state, person_name, started_at, closed_at
from inventory_stocktake where store_id = :store_id and state in ('open', 'posting') order by started_at
