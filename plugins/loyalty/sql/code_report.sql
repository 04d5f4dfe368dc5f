-- B21: what each code brought in a period.
-- :from_day text · :to_day text
select c.code_id, c.code, c.title, c.kind, c.value, c.from_day, c.to_day, c.uses_max, c.uses as uses_ever, c.archived_at,
  coalesce(sum(case when u.state = 'used' then 1 else 0 end), 0) as uses,
  coalesce(sum(case when u.state = 'used' then u.discount_minor else 0 end), 0) as discount_minor,
  coalesce(sum(case when u.state = 'used' then u.revenue_minor else 0 end), 0) as revenue_minor,
  coalesce(sum(case when u.state = 'used' then u.gain_minor else 0 end), 0) as gain_minor,
  coalesce(sum(case when u.state = 'used' and u.was_new then 1 else 0 end), 0) as new_clients
from loyalty_code c
left join loyalty_code_use u on u.code_id = c.code_id and u.day >= :from_day and u.day <= :to_day
group by c.code_id, c.code, c.title, c.kind, c.value, c.from_day, c.to_day, c.uses_max, c.uses, c.archived_at
order by case when c.archived_at is null then 0 else 1 end, c.code
