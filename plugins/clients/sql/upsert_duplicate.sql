-- A pair worth a look; one that was decided stays decided.
-- :client_id text (the smaller id) · :other_client_id text · :score bigint · :now bigint
insert into clients_duplicate (client_id, other_client_id, score, state, found_at)
values (:client_id, :other_client_id, :score, 'open', :now)
on conflict (client_id, other_client_id) do nothing
