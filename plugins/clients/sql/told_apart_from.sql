-- Who was said to be another person.
-- :client_id text
select case when d.client_id = :client_id then d.other_client_id else d.client_id end as client_id
from clients_duplicate d
where (d.client_id = :client_id or d.other_client_id = :client_id) and d.state = 'different'
