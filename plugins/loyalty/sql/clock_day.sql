-- The exchange views' business day.
-- one
select day from loyalty_clock where clock_id = 1
