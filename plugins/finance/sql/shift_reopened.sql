-- The shift that puts this one right, if there is one.
-- :shift_id text
-- one
select shift_id from finance_shift where reopens = :shift_id
