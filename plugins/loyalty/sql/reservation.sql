-- What an open bill has reserved.
-- :bill_id text
-- one
select bill_id, client_id, branch_id, code_id, points, code_discount_minor, at from loyalty_reservation where bill_id = :bill_id
