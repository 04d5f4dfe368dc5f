-- The number to ring.
-- :client_id text
-- one
select phone from x_clients_client_phone where client_id = :client_id and main order by phone limit 1
