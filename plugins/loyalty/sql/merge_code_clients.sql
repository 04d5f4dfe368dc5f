-- R-C4: uses of both cards count together; limits that only the sum exceeds stay as they were granted.
-- :to_id text · :from_id text
insert into loyalty_code_client (code_id, client_id, uses, uses_max)
select code_id, :to_id, uses, null from loyalty_code_client where client_id = :from_id
on conflict (code_id, client_id) do update set uses = loyalty_code_client.uses + excluded.uses, uses_max = null
