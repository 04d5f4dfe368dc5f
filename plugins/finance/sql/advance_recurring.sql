-- It was paid: the next one.
-- :recurring_id text · :next_day text
update finance_recurring set next_day = :next_day where recurring_id = :recurring_id
