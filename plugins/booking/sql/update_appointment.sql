-- A visit as it is after a change.
-- :client_id text? · :staff_id text · :day text · :start_at bigint · :end_at bigint · :state text · :total_minor bigint
-- :note text? · :late boolean · :hold_until bigint? · :cancel_reason text? · :cancelled_at bigint?
-- :moved_count bigint · :now bigint · :appointment_id text
update booking_appointment
set client_id = :client_id, staff_id = :staff_id, day = :day, start_at = :start_at, end_at = :end_at, state = :state,
  total_minor = :total_minor, note = :note, late = :late, hold_until = :hold_until, cancel_reason = :cancel_reason,
  cancelled_at = :cancelled_at, moved_count = :moved_count, updated_at = :now
where appointment_id = :appointment_id
