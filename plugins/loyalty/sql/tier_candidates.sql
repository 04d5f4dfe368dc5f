-- R-L2: everybody above the lowest level with the year's sum, a page at a time.
-- :from_day text · :after_id text · :limit bigint
select a.client_id, a.tier, a.short_since, coalesce(sum(p.money_minor), 0) as paid_minor
from loyalty_account a
left join loyalty_payment p on p.client_id = a.client_id and p.day > :from_day
where a.client_id > :after_id
group by a.client_id, a.tier, a.short_since
order by a.client_id
limit :limit
