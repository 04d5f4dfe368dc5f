-- They are home again.
-- :merged_client_id text · :client_id text
delete from booking_repointed where merged_client_id = :merged_client_id and client_id = :client_id
