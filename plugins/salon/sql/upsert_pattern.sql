-- The rhythm from now on.
-- :staff_id text · :rhythm text · :anchor_day text · :start_minute bigint · :end_minute bigint
-- :break_start_minute bigint? · :break_minutes bigint · :now bigint
insert into salon_pattern (staff_id, rhythm, anchor_day, start_minute, end_minute, break_start_minute, break_minutes, updated_at)
values (:staff_id, :rhythm, :anchor_day, :start_minute, :end_minute, :break_start_minute, :break_minutes, :now)
on conflict (staff_id) do update set rhythm = excluded.rhythm, anchor_day = excluded.anchor_day, start_minute = excluded.start_minute,
  end_minute = excluded.end_minute, break_start_minute = excluded.break_start_minute, break_minutes = excluded.break_minutes,
  updated_at = excluded.updated_at
