-- Written anew with every change.
-- :code_id text
delete from loyalty_code_service where code_id = :code_id
