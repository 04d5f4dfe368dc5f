-- Who of a branch can do what, how long it takes them and for how much.
-- :branch_id text
-- row Skill
select k.staff_id, k.service_id, k.duration_minutes, k.price_minor
from x_salon_staff s
join x_salon_staff_service k on k.staff_id = s.staff_id
where s.branch_id = :branch_id and s.archived_at is null
order by k.staff_id, k.service_id
