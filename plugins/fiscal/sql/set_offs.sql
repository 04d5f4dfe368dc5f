-- What of a holder's advances was set off, and what receipts from :after on counted as money.
-- :holder_id text · :after bigint
-- one
select coalesce(sum(case when r.kind = 'sale' then s.covered_minor else -s.covered_minor end), 0) as covered_minor,
  coalesce(sum(case when r.kind = 'sale' and r.asked_at >= :after then s.loose_minor else 0 end), 0) as loose_minor
from fiscal_set_off s join fiscal_receipt r on r.receipt_id = s.receipt_id
where s.holder_id = :holder_id and r.state <> 'void'
