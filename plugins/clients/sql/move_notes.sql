-- Notes follow a card into another, or home.
-- :to_client_id text · :client_id text · :note_ids list of text
update clients_note set client_id = :to_client_id where client_id = :client_id and note_id in (:note_ids)
