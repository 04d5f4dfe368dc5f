-- From when to when a provider has told of its money.
-- :tender text
-- one
select min(day) as first_day, max(day) as last_day from finance_register where tender = :tender
