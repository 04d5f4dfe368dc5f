-- Points by client, as of the business day.
select a.client_id,
  coalesce(p.usable, 0) - a.debt_points as points,
  coalesce(p.pending, 0) as pending,
  coalesce(n.points, 0) as expiring,
  n.expires_at
from loyalty_account a
left join (
  select l.client_id,
    sum(case when l.usable_day <= c.day then l.points_left else 0 end) as usable,
    sum(case when l.usable_day > c.day then l.points_left else 0 end) as pending,
    min(case when l.points_left > 0 then l.expires_at else null end) as next_at
  from loyalty_lot l cross join loyalty_clock c
  group by l.client_id
) as p on p.client_id = a.client_id
left join (
  select client_id, expires_at, sum(points_left) as points from loyalty_lot where points_left > 0 group by client_id, expires_at
) as n on n.client_id = a.client_id and n.expires_at = p.next_at
