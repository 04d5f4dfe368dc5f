-- Numbers of a client, whole.
-- :client_id text
select phone, raw, reversed, main, shared from clients_phone where client_id = :client_id order by main desc, created_at, phone
