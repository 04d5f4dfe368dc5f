-- A number of a client.
-- :phone_id text · :client_id text · :phone text · :raw text · :reversed text · :main boolean · :shared boolean · :now bigint
insert into clients_phone (phone_id, client_id, phone, raw, reversed, main, shared, created_at)
values (:phone_id, :client_id, :phone, :raw, :reversed, :main, :shared, :now)
on conflict (client_id, phone) do nothing
