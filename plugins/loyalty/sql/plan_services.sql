-- What a plan is good for; nothing = everything.
-- :plan_id text
select service_id, visits from loyalty_plan_service where plan_id = :plan_id order by service_id
