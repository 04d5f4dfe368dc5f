-- R-L3: the lock. Its key refuses a second desk.
-- :certificate_id text · :bill_id text · :amount_minor bigint · :now bigint
-- try
insert into loyalty_certificate_hold (certificate_id, bill_id, amount_minor, at) values (:certificate_id, :bill_id, :amount_minor, :now)
