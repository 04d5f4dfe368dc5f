-- The staff card of an account.
-- :account_id text
select staff_id, branch_id from x_salon_staff where account_id = :account_id and archived_at is null
