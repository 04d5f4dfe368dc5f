-- The exchange views' business day goes on, never back.
-- :day text
update loyalty_clock set day = :day where clock_id = 1 and day < :day
