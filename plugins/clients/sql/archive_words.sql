-- Search follows a card into the archive and back.
-- :client_id text · :archived boolean
update clients_word set archived = :archived where client_id = :client_id
