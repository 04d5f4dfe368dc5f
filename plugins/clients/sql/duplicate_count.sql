-- How many pairs wait for a decision.
-- one
select count(*) as waiting
from clients_duplicate d
join clients_client a on a.client_id = d.client_id and a.archived_at is null
join clients_client b on b.client_id = d.other_client_id and b.archived_at is null
where d.state = 'open'
