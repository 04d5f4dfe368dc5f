-- What a code is good for; nothing = everything.
-- :code_id text
select service_id from loyalty_code_service where code_id = :code_id order by service_id
