-- An address of a client; one that is known already stays.
-- :contact_id text · :client_id text · :kind text · :address text · :now bigint
insert into clients_contact (contact_id, client_id, kind, address, created_at)
values (:contact_id, :client_id, :kind, :address, :now)
on conflict (client_id, kind, address) do nothing
