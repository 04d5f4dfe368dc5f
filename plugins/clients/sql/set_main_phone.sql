-- Exactly one number is the main one.
-- :phone text · :client_id text
update clients_phone set main = (phone = :phone) where client_id = :client_id
