-- R-L1, R-L2: a bill or a refund, once.
-- :payment_id text · :bill_id text · :kind text · :client_id text? · :branch_id text · :day text · :money_minor bigint · :base_minor bigint · :now bigint
-- try
insert into loyalty_payment (payment_id, bill_id, kind, client_id, branch_id, day, money_minor, base_minor, at)
values (:payment_id, :bill_id, :kind, :client_id, :branch_id, :day, :money_minor, :base_minor, :now)
