-- Points a bill holds.
-- :bill_id text
select h.lot_id, h.points, l.client_id from loyalty_hold h join loyalty_lot l on l.lot_id = h.lot_id where h.bill_id = :bill_id
order by l.expires_day, l.usable_day, h.lot_id
