-- The unique place of an appointment is free again for a second absence.
-- :visit_id text
update loyalty_visit set appointment_id = null, state = 'returned' where visit_id = :visit_id
