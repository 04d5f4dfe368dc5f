-- A client's visits, the newest first.
-- :client_id text · :limit bigint
select appointment_id, staff_id, day, start_at, end_at, state, total_minor
from booking_appointment
where client_id = :client_id
order by start_at desc
limit :limit
