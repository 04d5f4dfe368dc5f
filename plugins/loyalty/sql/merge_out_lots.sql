-- R-C4: what each lot of a card holds, before it moves.
-- :client_id text
select lot_id, points_left from loyalty_lot where client_id = :client_id and points_left > 0 order by lot_id
