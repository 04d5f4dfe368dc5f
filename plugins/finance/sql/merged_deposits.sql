-- What is held of the deposits that a merge brought, by branch.
-- :merge_id text · :client_id text
select d.branch_id, coalesce(sum(d.held_minor), 0) as held_minor
from finance_merge_part p join finance_deposit d on d.appointment_id = p.part_id
where p.merge_id = :merge_id and p.kind = 'deposit' and d.client_id = :client_id
group by d.branch_id order by d.branch_id
