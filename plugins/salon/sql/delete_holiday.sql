-- Takes a holiday back.
-- :holiday_id text
delete from salon_holiday where holiday_id = :holiday_id
