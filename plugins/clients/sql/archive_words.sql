-- Search follows a card into the archive and back.
-- :archived boolean · :client_id text
update clients_word set archived = :archived where client_id = :client_id
