-- What of advances went into the bills that a merge brought since then; what came back out of them is below zero.
-- :merge_id text · :at bigint
-- one
select coalesce(sum(t.amount_minor), 0) as used_minor
from finance_merge_part p join finance_bill_tender t on t.bill_id = p.part_id
where p.merge_id = :merge_id and p.kind = 'bill' and t.tender = 'advance' and t.at > :at
