-- Is this the certificate's PIN? Asked and never shown: who may not see PINs still takes one from a client.
-- :certificate_id text · :pin text
-- one
select certificate_id from loyalty_certificate where certificate_id = :certificate_id and pin = :pin
