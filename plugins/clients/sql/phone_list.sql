-- Numbers of a client, the main one first.
-- :client_id text
select phone, main, shared from clients_phone where client_id = :client_id order by main desc, created_at, phone
