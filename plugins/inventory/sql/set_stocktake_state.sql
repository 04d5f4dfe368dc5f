-- What became of it.
-- :state text · :closed_at bigint? · :stocktake_id text
update inventory_stocktake set state = :state, closed_at = :closed_at where stocktake_id = :stocktake_id
