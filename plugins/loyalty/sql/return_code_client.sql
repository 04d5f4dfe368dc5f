-- A use that came to nothing.
-- :code_id text · :client_id text
update loyalty_code_client set uses = uses - 1 where code_id = :code_id and client_id = :client_id and uses > 0
