-- A service of a membership.
-- :membership_id text · :service_id text · :visits bigint · :visits_left bigint
insert into loyalty_membership_service (membership_id, service_id, visits, visits_left) values (:membership_id, :service_id, :visits, :visits_left)
