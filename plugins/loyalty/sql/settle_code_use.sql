-- The bill is paid: what it brought.
-- :revenue_minor bigint · :gain_minor bigint · :day text · :bill_id text
update loyalty_code_use set state = 'used', revenue_minor = :revenue_minor, gain_minor = :gain_minor, day = :day where bill_id = :bill_id
