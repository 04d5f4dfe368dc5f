-- Money of a bill: paid, and given back so far.
-- :bill_id text
-- one
select coalesce(sum(case when kind = 'paid' then money_minor else 0 end), 0) as paid_minor,
  coalesce(-sum(case when kind = 'refund' then money_minor else 0 end), 0) as refunded_minor,
  count(*) as payments
from loyalty_payment where bill_id = :bill_id
