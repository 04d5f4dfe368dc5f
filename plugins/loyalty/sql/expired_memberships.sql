-- Past their last day, not frozen, and held by no bill.
-- :day text · :limit bigint
select membership_id from loyalty_membership
where state = 'active' and expires_day < :day and visits_held = 0
order by expires_day, membership_id
limit :limit
