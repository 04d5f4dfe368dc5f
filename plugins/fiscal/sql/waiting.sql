-- Receipts that are not issued: how many, since when the oldest waits, how many of them since before :late.
-- :late bigint · :branches list of text · :any_branch boolean
-- one
select count(*) as receipts, min(asked_at) as since, coalesce(sum(case when asked_at <= :late then 1 else 0 end), 0) as late
from fiscal_receipt where state in ('queued', 'accepted', 'refused') and (:any_branch or branch_id in (:branches))
