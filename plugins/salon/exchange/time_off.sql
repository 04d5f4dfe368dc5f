-- Vacation, sickness, a day off.
select time_off_id, staff_id, start_at, end_at, reason from salon_time_off
