-- The exchange views' business day goes on, never back.
-- :day text · :year_before text
update loyalty_clock set day = :day, year_before = :year_before where clock_id = 1 and day < :day
