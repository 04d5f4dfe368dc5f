-- A deposit before anything is paid in.
-- :deposit_id text · :appointment_id text · :branch_id text · :client_id text? · :now bigint
insert into finance_deposit (deposit_id, appointment_id, branch_id, client_id, held_minor, state, fee_minor, kept_minor, billed_minor, created_at, updated_at)
values (:deposit_id, :appointment_id, :branch_id, :client_id, 0, 'held', 0, 0, 0, :now, :now)
