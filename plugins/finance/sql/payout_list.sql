-- A provider's last payouts.
-- :tender text · :limit bigint
-- row Payout
select p.payout_id, p.day, count(*) as payments, coalesce(sum(r.amount_minor), 0) as amount_minor,
  coalesce(sum(r.fee_minor), 0) as fee_minor
from finance_payout_part p join finance_register r on r.register_id = p.register_id
where r.tender = :tender and p.position = 0 group by p.payout_id, p.day order by p.day desc, p.payout_id desc limit :limit
