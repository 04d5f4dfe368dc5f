-- A row imported again finds the card that stays.
-- :to_client_id text · :client_id text · :fingerprints list of text
update clients_imported set client_id = :to_client_id where client_id = :client_id and fingerprint in (:fingerprints)
