-- Whose card a row became when it was imported before.
-- :fingerprint text
-- one
select client_id from clients_imported where fingerprint = :fingerprint
