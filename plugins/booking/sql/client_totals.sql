-- How often a client came, and when last.
-- :client_id text · :now bigint
-- one
select count(*) as visits, max(start_at) as last_at, coalesce(sum(total_minor), 0) as spent_minor
from booking_appointment
where client_id = :client_id and start_at < :now and state = 'completed'
