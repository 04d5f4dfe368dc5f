-- A desk's account is called as the desk.
-- :account text · :name text
update finance_account set name = :name where account = :account
