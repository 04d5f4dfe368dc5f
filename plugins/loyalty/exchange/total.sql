-- Control totals.
select 'points' as name, (select coalesce(sum(points_left), 0) from loyalty_lot) - (select coalesce(sum(debt_points), 0) from loyalty_account) as amount
union all
select 'members' as name, count(*) as amount from loyalty_account
union all
select 'certificates_minor' as name, coalesce(sum(balance_minor), 0) as amount from loyalty_certificate
union all
select 'certificates' as name, count(*) as amount from loyalty_certificate where balance_minor > 0
union all
select 'memberships_minor' as name, coalesce(sum(value_left_minor), 0) as amount from loyalty_membership
union all
select 'memberships_visits' as name, coalesce(sum(visits_left), 0) as amount from loyalty_membership where state in ('active', 'frozen')
