-- The lot a bill earned.
-- :bill_id text
-- one
select lot_id, client_id from loyalty_lot where bill_id = :bill_id
