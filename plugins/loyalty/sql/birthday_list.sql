-- R-N6: members whose birthday is near.
-- :month_days list of text 'MM-DD' · :after_id text · :limit bigint
select a.client_id, c.birth_date
from loyalty_account a
join x_clients_client c on c.client_id = a.client_id
where substr(c.birth_date, 6) in (:month_days) and c.archived_at is null and a.client_id > :after_id
order by a.client_id
limit :limit
