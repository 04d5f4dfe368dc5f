-- Exactly one number is the main one.
-- :client_id text · :phone text
update clients_phone set main = (phone = :phone) where client_id = :client_id
