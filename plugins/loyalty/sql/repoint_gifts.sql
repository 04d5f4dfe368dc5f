-- R-C4: a gift of this year stays given.
-- :to_id text · :from_id text
insert into loyalty_gift (client_id, kind, year, lot_id, at)
select :to_id, kind, year, lot_id, at from loyalty_gift where client_id = :from_id
on conflict (client_id, kind, year) do nothing
