-- A desk with its open shift.
-- :desk_id text
-- one
-- row Desk
select d.desk_id, d.branch_id, d.name, d.round_to_minor, s.shift_id, s.number, s.opened_at, s.opening_minor, s.opened_by, s.opened_by_name
from finance_desk d left join finance_shift s on s.desk_id = d.desk_id and s.state = 'open'
where d.desk_id = :desk_id
