-- R-L1: the money of a bill that earns points: paid, and given back so far.
-- :bill_id text
-- one
select coalesce(sum(case when kind = 'paid' then coalesce(base_minor, money_minor) else 0 end), 0) as paid_minor,
  coalesce(-sum(case when kind = 'refund' then coalesce(base_minor, money_minor) else 0 end), 0) as refunded_minor
from loyalty_payment where bill_id = :bill_id
