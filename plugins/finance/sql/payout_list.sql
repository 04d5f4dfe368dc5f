-- A provider's payouts, the last one first, from behind one of them on.
-- :tender text · :before text · :behind text · :limit bigint
-- row Payout
select p.payout_id, p.day, count(*) as payments, coalesce(sum(r.amount_minor), 0) as amount_minor,
  coalesce(sum(r.fee_minor), 0) as fee_minor, coalesce(sum(r.amount_minor - r.fee_minor), 0) as net_minor
from finance_payout_part p join finance_register r on r.register_id = p.register_id
where r.tender = :tender and p.position = 0 and (p.day < :before or (p.day = :before and p.payout_id < :behind))
group by p.payout_id, p.day order by p.day desc, p.payout_id desc limit :limit
