-- Bills of a day.
-- :day text · :branch_id text?
-- one
select count(*) as bills from finance_bill where day = :day and state in ('paid', 'part_paid') and (:branch_id is null or branch_id = :branch_id)
