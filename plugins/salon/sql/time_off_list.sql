-- Time off that ends after an instant.
-- :after bigint
select o.time_off_id, o.staff_id, f.display_name, o.start_at, o.end_at, o.reason
from salon_time_off o
join salon_staff f on f.staff_id = o.staff_id
where o.end_at > :after
order by o.start_at, f.display_name
limit 500
