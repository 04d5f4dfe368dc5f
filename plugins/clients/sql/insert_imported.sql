-- Remembers that a row was imported.
-- :fingerprint text · :client_id text · :now bigint
insert into clients_imported (fingerprint, client_id, imported_at) values (:fingerprint, :client_id, :now)
on conflict (fingerprint) do nothing
