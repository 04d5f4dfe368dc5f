-- What is left of it.
-- :balance_minor bigint · :state text · :expires_day text · :expires_at bigint · :now bigint · :certificate_id text
update loyalty_certificate set balance_minor = :balance_minor, state = :state, expires_day = :expires_day, expires_at = :expires_at, updated_at = :now
where certificate_id = :certificate_id
