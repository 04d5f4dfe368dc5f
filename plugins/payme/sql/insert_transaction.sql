-- A transaction as it begins.
-- :reference text · :transaction_id text · :bill_id text · :branch_id text · :appointment_id text? · :bill_number bigint
-- :account text · :amount_minor bigint · :payme_time bigint · :created_at bigint
insert into payme_transaction (reference, transaction_id, bill_id, branch_id, appointment_id, bill_number, account, amount_minor, payme_time, created_at, state)
values (:reference, :transaction_id, :bill_id, :branch_id, :appointment_id, :bill_number, :account, :amount_minor, :payme_time, :created_at, 1)
