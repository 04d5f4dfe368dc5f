-- Visits of memberships on a bill.
-- :bill_id text
-- row VisitRow
select visit_id, membership_id, kind, state, line_id, service_id, amount_minor, day from loyalty_visit where bill_id = :bill_id order by visit_id
