-- Has this client paid before? This bill is not counted.
-- :client_id text · :bill_id text
-- one
select count(*) as bills from loyalty_payment where client_id = :client_id and kind = 'paid' and bill_id <> :bill_id
