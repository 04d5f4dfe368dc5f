-- How often a client used a code.
-- :code_id text · :client_id text
-- one
select uses from loyalty_code_client where code_id = :code_id and client_id = :client_id
