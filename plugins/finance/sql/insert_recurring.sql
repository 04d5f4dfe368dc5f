-- A cost that comes every month.
-- :recurring_id text · :branch_id text · :name text · :category text · :account text · :counterparty_id text? · :amount_minor bigint
-- :day_of_month bigint · :next_day text · :now bigint
insert into finance_recurring (recurring_id, branch_id, name, category, account, counterparty_id, amount_minor, day_of_month, next_day, created_at)
values (:recurring_id, :branch_id, :name, :category, :account, :counterparty_id, :amount_minor, :day_of_month, :next_day, :now)
