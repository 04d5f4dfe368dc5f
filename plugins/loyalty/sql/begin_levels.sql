-- R-L2: levels of this month, unless they were looked at already.
-- :first text
update loyalty_clock set levels_day = :first where clock_id = 1 and (levels_day is null or levels_day < :first)
