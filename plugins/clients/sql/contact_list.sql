-- E-mail and messengers of a client.
-- :client_id text
select kind, address from clients_contact where client_id = :client_id order by kind, address
