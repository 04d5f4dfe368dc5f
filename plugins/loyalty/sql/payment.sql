-- Whose bill this was when it was paid.
-- :payment_id text
-- one
select payment_id, client_id, branch_id, day, money_minor from loyalty_payment where payment_id = :payment_id
