-- One gift a year.
-- :client_id text · :kind text · :year bigint · :lot_id text · :now bigint
insert into loyalty_gift (client_id, kind, year, lot_id, at) values (:client_id, :kind, :year, :lot_id, :now)
on conflict (client_id, kind, year) do nothing
