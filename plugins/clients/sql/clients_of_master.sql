-- Clients whom somebody serves: every visit with them that is not called off and did not end before :since.
-- :account_id text · :since bigint
select distinct a.client_id
from x_salon_staff s
join x_booking_appointment_line l on l.staff_id = s.staff_id
join x_booking_appointment a on a.appointment_id = l.appointment_id
where s.account_id = :account_id and l.end_at >= :since
  and a.state not in ('hold', 'cancelled_early', 'cancelled_late', 'cancelled_by_salon')
