-- A line.
-- :appointment_line_id text · :appointment_id text · :position bigint · :service_id text · :staff_id text · :start_at bigint · :end_at bigint
-- :duration_minutes bigint · :price_minor bigint · :active_minutes bigint · :processing_minutes bigint · :finish_minutes bigint
-- :buffer_before_minutes bigint · :buffer_after_minutes bigint · :reserved_from bigint · :blocking boolean
insert into booking_line (appointment_line_id, appointment_id, position, service_id, staff_id, start_at, end_at, duration_minutes,
  price_minor, active_minutes, processing_minutes, finish_minutes, buffer_before_minutes, buffer_after_minutes, reserved_from, blocking)
values (:appointment_line_id, :appointment_id, :position, :service_id, :staff_id, :start_at, :end_at, :duration_minutes,
  :price_minor, :active_minutes, :processing_minutes, :finish_minutes, :buffer_before_minutes, :buffer_after_minutes, :reserved_from, :blocking)
