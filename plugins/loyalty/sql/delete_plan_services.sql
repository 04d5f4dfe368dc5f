-- Written anew with every change.
-- :plan_id text
delete from loyalty_plan_service where plan_id = :plan_id
