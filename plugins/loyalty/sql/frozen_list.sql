-- Frozen memberships.
-- :after_id text · :limit bigint
select membership_id, frozen_from, frozen_days, freeze_days_max from loyalty_membership
where state = 'frozen' and membership_id > :after_id
order by membership_id
limit :limit
