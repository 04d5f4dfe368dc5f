-- What came for a visit by this provider's transaction.
-- :tender text · :reference text
-- one
select appointment_id, amount_minor from finance_deposit_move where tender = :tender and reference = :reference and kind = 'taken'
