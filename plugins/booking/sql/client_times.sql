-- When a client is busy (R-B1): their visits that touch a period. A hold frees itself.
-- :client_id text · :to bigint · :from bigint · :now bigint
select appointment_id, start_at, end_at
from booking_appointment
where client_id = :client_id and start_at < :to and end_at > :from
  and state not in ('cancelled_early', 'cancelled_late', 'cancelled_by_salon', 'no_show')
  and (hold_until is null or hold_until > :now)
order by start_at
