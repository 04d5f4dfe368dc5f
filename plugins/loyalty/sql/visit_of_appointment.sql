-- The visit that an absence burned.
-- :appointment_id text
-- one
-- row VisitRow
select visit_id, membership_id, kind, state, line_id, service_id, amount_minor, day from loyalty_visit where appointment_id = :appointment_id
