-- The lots a bill earned, the last first: one with the sale, one with each payment of its debt.
-- :bill_id text
select lot_id, points_left - points_held as free from loyalty_lot where bill_id = :bill_id order by lot_id desc
