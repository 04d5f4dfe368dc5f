-- Time off that touches a period.
-- :staff_ids list of text · :to bigint · :from bigint
select staff_id, start_at, end_at, reason from x_salon_time_off
where staff_id in (:staff_ids) and start_at < :to and end_at > :from
order by staff_id, start_at
