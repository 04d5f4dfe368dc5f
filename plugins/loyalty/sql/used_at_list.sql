-- R-L4: what a membership's used visits would have cost each by itself: the service's list price, or the visit's own
-- value where that is more.
-- :membership_id text
-- one
select count(*) as visits, coalesce(sum(case when s.price_minor > m.unit_minor then s.price_minor else m.unit_minor end), 0) as list_minor
from loyalty_visit v
join loyalty_membership m on m.membership_id = v.membership_id
left join x_salon_service s on s.service_id = v.service_id
where v.membership_id = :membership_id and v.state = 'used'
