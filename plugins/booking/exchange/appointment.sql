-- Visits, holds included: a hold takes time like any other.
select a.appointment_id, a.number, a.branch_id, a.client_id, a.staff_id, a.day, a.start_at, a.end_at, a.state, a.total_minor, a.source,
  a.deposit_minor,
  (select max(c.created_at) from booking_change c where c.appointment_id = a.appointment_id and c.kind in ('booked', 'moved', 'moved_late', 'resized')) as placed_at,
  (select max(c.created_at) from booking_change c where c.appointment_id = a.appointment_id and c.kind in ('cancelled', 'no_show')) as lost_at,
  a.created_at
from booking_appointment a
