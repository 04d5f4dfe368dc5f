-- What is asked for, by the id providers know.
-- :deposit_ask_id text
-- one
-- row DepositAsk
select deposit_ask_id, appointment_id, token, target_minor, until_at from finance_deposit_ask where deposit_ask_id = :deposit_ask_id
