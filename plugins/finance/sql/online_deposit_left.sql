-- What of it has not gone back.
-- :tender text · :reference text
-- one
select coalesce(sum(amount_minor), 0) as left_minor from finance_deposit_move where tender = :tender and reference = :reference
