-- A desk's account is called as the desk.
-- :name text · :account text
update finance_account set name = :name where account = :account
