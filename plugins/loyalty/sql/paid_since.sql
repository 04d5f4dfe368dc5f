-- R-L2: money a client has paid from a day on.
-- :client_id text · :from_day text
-- one
select coalesce(sum(money_minor), 0) as paid_minor from loyalty_payment where client_id = :client_id and day > :from_day
