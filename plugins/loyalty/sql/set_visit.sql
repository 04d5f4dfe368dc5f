-- Held, used or given back.
-- :state text · :amount_minor bigint · :visit_id text
update loyalty_visit set state = :state, amount_minor = :amount_minor where visit_id = :visit_id
