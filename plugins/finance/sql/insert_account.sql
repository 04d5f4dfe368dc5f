-- An account.
-- :account text · :kind text · :name text · :branch_id text? · :position bigint
insert into finance_account (account, kind, name, branch_id, position) values (:account, :kind, :name, :branch_id, :position)
