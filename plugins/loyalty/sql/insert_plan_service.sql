-- A service of a plan.
-- :plan_id text · :service_id text · :visits bigint
insert into loyalty_plan_service (plan_id, service_id, visits) values (:plan_id, :service_id, :visits)
