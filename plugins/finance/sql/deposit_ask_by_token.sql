-- What is asked for, by the link.
-- :token text
-- one
-- row DepositAsk
select deposit_ask_id, appointment_id, token, target_minor, until_at from finance_deposit_ask where token = :token
