-- A hold that came to nothing.
-- :visit_id text
delete from loyalty_visit where visit_id = :visit_id and state = 'held'
