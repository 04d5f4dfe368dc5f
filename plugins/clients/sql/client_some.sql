-- Some cards as lists show them.
-- :client_ids list of text
-- row ClientRow
select c.client_id, c.display_name, c.first_name, c.last_name, c.birth_date, c.language, c.source, c.tags, c.warning,
  c.created_at, c.archived_at, p.phone
from clients_client c
left join clients_phone p on p.client_id = c.client_id and p.main
where c.client_id in (:client_ids)
order by c.display_name, c.client_id
