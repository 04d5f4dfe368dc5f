-- A bill holds points of a lot.
-- :bill_id text · :lot_id text · :points bigint
insert into loyalty_hold (bill_id, lot_id, points) values (:bill_id, :lot_id, :points)
