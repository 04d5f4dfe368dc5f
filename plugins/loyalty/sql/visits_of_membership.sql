-- A membership's visits, the newest first.
-- :membership_id text
-- row VisitRow
select visit_id, membership_id, kind, state, line_id, service_id, amount_minor, day from loyalty_visit where membership_id = :membership_id order by at desc limit 100
