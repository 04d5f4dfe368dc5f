-- Takes away the numbers that the form no longer lists.
-- :client_id text · :kept list of text
delete from clients_phone where client_id = :client_id and phone not in (:kept)
