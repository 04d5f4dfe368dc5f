-- A service of a code.
-- :code_id text · :service_id text
insert into loyalty_code_service (code_id, service_id) values (:code_id, :service_id)
