-- Cards that may be the same person as this one.
-- :client_id text
select c.client_id, c.display_name, c.birth_date, c.created_at, p.phone, d.score
from clients_duplicate d
join clients_client c on c.client_id = case when d.client_id = :client_id then d.other_client_id else d.client_id end
left join clients_phone p on p.client_id = c.client_id and p.main
where (d.client_id = :client_id or d.other_client_id = :client_id) and d.state = 'open' and c.archived_at is null
order by d.score desc
limit 5
