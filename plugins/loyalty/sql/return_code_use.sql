-- The whole bill was given back.
-- :bill_id text
update loyalty_code_use set state = 'returned', revenue_minor = 0, gain_minor = 0 where bill_id = :bill_id
