-- A client's memberships that still hold visits.
-- :client_id text · :now bigint
-- row Membership
select membership_id, name_uz, name_ru, name_en, visits_left, unit_minor from x_loyalty_membership
where client_id = :client_id and state = 'active' and visits_left > 0 and (expires_at is null or expires_at > :now)
order by expires_at, membership_id
