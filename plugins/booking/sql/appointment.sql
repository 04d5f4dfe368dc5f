-- One visit.
-- :appointment_id text
-- one
-- row AppointmentRow
select appointment_id, number, branch_id, client_id, staff_id, day, start_at, end_at, state, total_minor, source, note, late,
  hold_until, cancel_reason, cancelled_at, moved_count, created_at, free_until_hours, late_fee_percent, no_show_fee_percent, deposit_minor
from booking_appointment
where appointment_id = :appointment_id
