-- Stocktakes of a branch, the newest first.
-- :branch_id text · :limit bigint · :offset bigint
-- row Stocktake
select stocktake_id, number, branch_id, store_id, category_id, blind, state, person_name, started_at, closed_at
from inventory_stocktake where branch_id = :branch_id order by started_at desc, stocktake_id limit :limit offset :offset
