-- Clients to believe in: a stable order for a stable demo.
-- :limit bigint
select client_id from x_clients_client where archived_at is null order by created_at, client_id limit :limit
