-- A split plan's own count goes up or down.
-- :change bigint · :membership_id text · :service_id text
update loyalty_membership_service set visits_left = visits_left - :change where membership_id = :membership_id and service_id = :service_id
