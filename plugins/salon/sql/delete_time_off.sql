-- Takes time off back.
-- :time_off_id text
delete from salon_time_off where time_off_id = :time_off_id
returning staff_id, start_at
