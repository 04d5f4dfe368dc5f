-- R-L5: one more use by this client. The table's check refuses one too many.
-- :code_id text · :client_id text · :uses_max bigint?
-- try
insert into loyalty_code_client (code_id, client_id, uses, uses_max) values (:code_id, :client_id, 1, :uses_max)
on conflict (code_id, client_id) do update set uses = loyalty_code_client.uses + 1, uses_max = excluded.uses_max
