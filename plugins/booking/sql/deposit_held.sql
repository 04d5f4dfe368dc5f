-- What was paid in for a visit and is not used up (R-B10).
-- :appointment_id text
-- one
select held_minor from x_finance_deposit where appointment_id = :appointment_id
