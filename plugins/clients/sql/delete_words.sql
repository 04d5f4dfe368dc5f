-- The words are written anew with every change of the name.
-- :client_id text
delete from clients_word where client_id = :client_id
