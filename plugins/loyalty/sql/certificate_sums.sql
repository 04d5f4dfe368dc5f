-- How many certificates there are and what is owed for them.
-- one
select count(*) as active, coalesce(sum(balance_minor), 0) as balance_minor from loyalty_certificate where state = 'active'
