-- A line that was given back may be paid by a membership again.
-- :visit_id text
update loyalty_visit set line_id = null, state = 'returned' where visit_id = :visit_id
