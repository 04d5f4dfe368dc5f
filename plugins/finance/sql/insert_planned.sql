-- A single payment, or how a rule's payment of a day was settled.
-- :planned_id text · :recurring_id text? · :branch_id text · :day text · :name text · :direction text · :category text
-- :account text · :amount_minor bigint · :state text · :settled_at bigint? · :now bigint
-- try
insert into finance_planned (planned_id, recurring_id, branch_id, day, name, direction, category, account, amount_minor, state, settled_at, created_at)
values (:planned_id, :recurring_id, :branch_id, :day, :name, :direction, :category, :account, :amount_minor, :state, :settled_at, :now)
