-- B21: a client's bills from a day on, this one not counted.
-- :client_id text · :from_day text · :bill_id text
-- one
select count(distinct bill_id) as bills, coalesce(sum(money_minor), 0) as sum_minor, max(day) as last_day
from loyalty_payment
where client_id = :client_id and day > :from_day and kind = 'paid' and bill_id <> :bill_id
