-- Members by level, and what they owe.
select tier, count(*) as members, coalesce(sum(debt_points), 0) as debt_points from loyalty_account group by tier
