-- Which imported rows became this card.
-- :client_id text
select fingerprint from clients_imported where client_id = :client_id order by fingerprint
