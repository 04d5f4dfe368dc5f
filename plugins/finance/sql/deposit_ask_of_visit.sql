-- What is asked for a visit.
-- :appointment_id text
-- one
-- row DepositAsk
select deposit_ask_id, appointment_id, token, target_minor, until_at from finance_deposit_ask where appointment_id = :appointment_id
