-- A bill holds no certificate any more.
-- :bill_id text
delete from loyalty_certificate_hold where bill_id = :bill_id
