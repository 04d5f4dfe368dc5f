-- A bill's code.
-- :bill_id text
-- one
select bill_id, code_id, client_id, state, discount_minor from loyalty_code_use where bill_id = :bill_id
