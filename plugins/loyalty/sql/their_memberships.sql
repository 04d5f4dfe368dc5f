-- Memberships at whoever provides the contract now, a page at a time.
-- :limit bigint · :offset bigint
select membership_id, client_id, branch_id, name_uz, name_ru, name_en, visits, visits_left, unit_minor, value_minor, expires_at, state
from x_loyalty_membership order by membership_id
limit :limit offset :offset
