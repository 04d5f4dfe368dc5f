-- Accounts in their order.
-- row Account
select account, kind, name, branch_id, archived_at from finance_account order by position, account
