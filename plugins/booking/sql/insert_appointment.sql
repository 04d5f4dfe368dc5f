-- A new visit.
-- :appointment_id text · :number bigint · :branch_id text · :client_id text? · :staff_id text · :day text · :start_at bigint · :end_at bigint
-- :state text · :total_minor bigint · :source text · :note text? · :late boolean · :hold_until bigint? · :cancel_reason text? · :cancelled_at bigint?
-- :moved_count bigint · :free_until_hours bigint? · :late_fee_percent bigint? · :no_show_fee_percent bigint? · :deposit_minor bigint?
-- :import_key text? · :created_at bigint · :now bigint
insert into booking_appointment (appointment_id, number, branch_id, client_id, staff_id, day, start_at, end_at, state, total_minor,
  source, note, late, hold_until, cancel_reason, cancelled_at, moved_count,
  free_until_hours, late_fee_percent, no_show_fee_percent, deposit_minor, import_key, created_at, updated_at)
values (:appointment_id, :number, :branch_id, :client_id, :staff_id, :day, :start_at, :end_at, :state, :total_minor,
  :source, :note, :late, :hold_until, :cancel_reason, :cancelled_at, :moved_count,
  :free_until_hours, :late_fee_percent, :no_show_fee_percent, :deposit_minor, :import_key, :created_at, :now)
