-- A stocktake begins.
-- :stocktake_id text · :number bigint · :branch_id text · :store_id text · :category_id text? · :blind boolean · :person_name text? · :now bigint
insert into inventory_stocktake (stocktake_id, number, branch_id, store_id, category_id, blind, state, person_name, started_at, closed_at)
values (:stocktake_id, :number, :branch_id, :store_id, :category_id, :blind, 'open', :person_name, :now, null)
