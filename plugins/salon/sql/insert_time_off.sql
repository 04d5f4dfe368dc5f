-- Time off.
-- :time_off_id text · :staff_id text · :start_at bigint · :end_at bigint · :reason text? · :now bigint
insert into salon_time_off (time_off_id, staff_id, start_at, end_at, reason, created_at)
values (:time_off_id, :staff_id, :start_at, :end_at, :reason, :now)
