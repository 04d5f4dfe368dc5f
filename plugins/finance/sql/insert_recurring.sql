-- A cost or an income that repeats.
-- :recurring_id text · :branch_id text · :name text · :direction text · :category text · :account text · :amount_minor bigint
-- :every text · :on_day bigint · :from_day text · :until_day text? · :now bigint
insert into finance_recurring (recurring_id, branch_id, name, direction, category, account, amount_minor, every, on_day, from_day, until_day, created_at, archived_at)
values (:recurring_id, :branch_id, :name, :direction, :category, :account, :amount_minor, :every, :on_day, :from_day, :until_day, :now, null)
