-- Levels by client.
select a.client_id, a.tier, t.name_uz, t.name_ru, t.name_en, t.earn_percent, coalesce(p.paid_minor, 0) as paid_minor
from loyalty_account a
join loyalty_tier t on t.tier = a.tier
left join (
  select q.client_id, sum(q.money_minor) as paid_minor
  from loyalty_payment q cross join loyalty_clock c
  where q.day > c.year_before
  group by q.client_id
) as p on p.client_id = a.client_id
