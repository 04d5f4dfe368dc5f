-- How many memberships there are and what is owed for them.
-- one
select count(*) as active, coalesce(sum(value_left_minor), 0) as value_minor, coalesce(sum(visits_left), 0) as visits
from loyalty_membership where state in ('active', 'frozen')
