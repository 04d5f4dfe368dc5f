-- What a receipt set off of a holder's advances and no return of it put back.
-- :receipt_id text · :holder_id text
-- one
select coalesce(sum(case when r.kind = 'sale' then s.covered_minor else -s.covered_minor end), 0) as left_minor
from fiscal_set_off s join fiscal_receipt r on r.receipt_id = s.receipt_id
where s.holder_id = :holder_id and r.state <> 'void' and (r.receipt_id = :receipt_id or r.original_id = :receipt_id)
