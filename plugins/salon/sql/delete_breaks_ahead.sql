-- Removes the breaks of a person's shifts from a day on.
-- :staff_id text · :from_day text
delete from salon_shift_break
where staff_id = :staff_id and shift_id in (select shift_id from salon_shift where staff_id = :staff_id and day >= :from_day)
