-- Memberships.
select membership_id, client_id, branch_id, name_uz, name_ru, name_en, visits, visits_left, unit_minor, value_left_minor as value_minor, expires_at, state from loyalty_membership
