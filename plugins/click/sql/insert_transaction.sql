-- An attempt as it begins.
-- :prepare_id bigint · :reference text · :bill_id text · :branch_id text · :appointment_id text? · :bill_number bigint
-- :amount_minor bigint · :created_at bigint
insert into click_transaction (prepare_id, reference, bill_id, branch_id, appointment_id, bill_number, amount_minor, created_at, state)
values (:prepare_id, :reference, :bill_id, :branch_id, :appointment_id, :bill_number, :amount_minor, :created_at, 'prepared')
