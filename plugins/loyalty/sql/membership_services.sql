-- What a membership is good for; nothing = everything.
-- :membership_ids list of text
select membership_id, service_id, visits, visits_left from loyalty_membership_service where membership_id in (:membership_ids)
