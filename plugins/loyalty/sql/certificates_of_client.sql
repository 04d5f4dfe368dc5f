-- Certificates bound to a client that still hold money.
-- :client_id text
select certificate_id, code, balance_minor, face_minor, expires_day from loyalty_certificate
where client_id = :client_id and state = 'active'
order by expires_day
