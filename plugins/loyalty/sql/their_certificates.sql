-- Certificates at whoever provides the contract now, a page at a time.
-- :limit bigint · :offset bigint
select certificate_id, client_id, branch_id, balance_minor, face_minor, expires_at, state from x_loyalty_certificate order by certificate_id
limit :limit offset :offset
