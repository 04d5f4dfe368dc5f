-- Past their last day and held by nobody.
-- :day text · :limit bigint
select c.certificate_id, c.branch_id, c.balance_minor, c.client_id, c.expires_day
from loyalty_certificate c
where c.state = 'active' and c.expires_day < :day
  and not exists (select 1 from loyalty_certificate_hold h where h.certificate_id = c.certificate_id)
order by c.expires_day, c.certificate_id
limit :limit
