-- A bill holds a use.
-- :bill_id text · :code_id text · :client_id text? · :branch_id text · :discount_minor bigint · :was_new boolean · :day text · :now bigint
insert into loyalty_code_use (bill_id, code_id, client_id, branch_id, state, discount_minor, revenue_minor, gain_minor, was_new, day, at)
values (:bill_id, :code_id, :client_id, :branch_id, 'reserved', :discount_minor, 0, 0, :was_new, :day, :now)
