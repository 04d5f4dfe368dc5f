-- What takes the time of some masters. The index finds what begins a day before what is asked or later, since no line is
-- longer; of those only what reaches into it counts.
-- :staff_ids list of text · :from bigint · :to bigint · :since bigint · :now bigint (a hold frees itself)
select l.appointment_id, l.staff_id, l.start_at, l.active_minutes, l.processing_minutes, l.finish_minutes,
  l.buffer_before_minutes, l.buffer_after_minutes
from booking_line l
join booking_appointment a on a.appointment_id = l.appointment_id
where l.staff_id in (:staff_ids) and l.reserved_from >= :from and l.reserved_from < :to and l.blocking
  and l.end_at + l.buffer_after_minutes * 60000 > :since
  and (a.hold_until is null or a.hold_until > :now)
order by l.staff_id, l.start_at
