-- Taken over with more in it than we knew.
-- :visits bigint · :paid_minor bigint · :membership_id text
update loyalty_membership set visits = greatest(visits, :visits), paid_minor = greatest(paid_minor, :paid_minor) where membership_id = :membership_id
