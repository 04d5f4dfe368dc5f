-- Certificates a bill holds.
-- :bill_id text
select certificate_id, amount_minor from loyalty_certificate_hold where bill_id = :bill_id order by certificate_id
