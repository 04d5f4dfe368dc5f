-- One address of a client.
-- :client_id text · :kind text · :address text
delete from clients_contact where client_id = :client_id and kind = :kind and address = :address
