-- Desks of a branch with their open shift.
-- :branch_id text
-- row Desk
select d.desk_id, d.branch_id, d.name, d.round_to_minor, s.shift_id, s.number, s.opened_at, s.opening_minor, s.opened_by, s.opened_by_name
from finance_desk d left join finance_shift s on s.desk_id = d.desk_id and s.state = 'open'
where d.branch_id = :branch_id and d.archived_at is null order by d.created_at, d.desk_id
