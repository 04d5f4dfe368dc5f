-- The advances that a merge moved.
-- :merge_id text
select branch_id, amount_minor from finance_merge_advance where merge_id = :merge_id order by branch_id
